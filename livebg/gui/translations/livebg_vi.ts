<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="vi" sourcelanguage="en">
  <context>
    <name>Actions</name>
    <message>
      <source>Menu</source>
      <translation>Menu</translation>
    </message>
    <message>
      <source>Pause or go on</source>
      <translation>Tạm dừng hoặc tiếp tục</translation>
    </message>
    <message>
      <source>Pass-through on or off</source>
      <translation>Bật hoặc tắt hình gốc</translation>
    </message>
    <message>
      <source>Add a background…</source>
      <translation>Thêm phông nền…</translation>
    </message>
    <message>
      <source>Show backgrounds</source>
      <translation>Hiện các phông nền</translation>
    </message>
    <message>
      <source>Show camera</source>
      <translation>Hiện phần camera</translation>
    </message>
    <message>
      <source>Show advanced settings</source>
      <translation>Hiện cài đặt nâng cao</translation>
    </message>
    <message>
      <source>Look for cameras again</source>
      <translation>Tìm lại camera</translation>
    </message>
    <message>
      <source>Keep or hide parts of the picture…</source>
      <translation>Giữ hoặc che các phần của hình…</translation>
    </message>
    <message>
      <source>Keep a picture of the empty room…</source>
      <translation>Lưu ảnh căn phòng trống…</translation>
    </message>
    <message>
      <source>Rehearse before a call…</source>
      <translation>Thử trước khi gọi…</translation>
    </message>
    <message>
      <source>Doctor: why can calls not see me?</source>
      <translation>Bác sĩ: vì sao cuộc gọi không thấy tôi?</translation>
    </message>
    <message>
      <source>Keys, and one that pauses in any program…</source>
      <translation>Phím tắt, cả phím tạm dừng từ mọi chương trình…</translation>
    </message>
    <message>
      <source>Keep running in the tray when closed</source>
      <translation>Khi đóng cửa sổ, vẫn chạy ở khay hệ thống</translation>
    </message>
    <message>
      <source>Close the window</source>
      <translation>Đóng cửa sổ</translation>
    </message>
    <message>
      <source>Quit</source>
      <translation>Thoát</translation>
    </message>
    <message>
      <source>Entry in the desktop's menu</source>
      <translation>Mục trong menu của máy</translation>
    </message>
    <message>
      <source>Start with the desktop</source>
      <translation>Khởi động cùng máy</translation>
    </message>
  </context>
  <context>
    <name>Advice</name>
    <message>
      <source>Nobody is in the picture</source>
      <translation>Không có ai trong hình</translation>
    </message>
    <message>
      <source>Move a little to your left</source>
      <translation>Hãy dịch sang trái một chút</translation>
    </message>
    <message>
      <source>Move a little to your right</source>
      <translation>Hãy dịch sang phải một chút</translation>
    </message>
    <message>
      <source>Come closer</source>
      <translation>Hãy lại gần hơn</translation>
    </message>
    <message>
      <source>Move back a little</source>
      <translation>Hãy lùi lại một chút</translation>
    </message>
    <message>
      <source>Your face is dark: turn to a window or a lamp</source>
      <translation>Mặt bạn bị tối: hãy quay về phía cửa sổ hoặc đèn</translation>
    </message>
  </context>
  <context>
    <name>Backgrounds</name>
    <message>
      <source>Living room</source>
      <translation>Phòng khách</translation>
    </message>
    <message>
      <source>Reading corner</source>
      <translation>Góc đọc sách</translation>
    </message>
    <message>
      <source>Study</source>
      <translation>Phòng làm việc</translation>
    </message>
  </context>
  <context>
    <name>Canvas</name>
    <message>
      <source>Camera's picture to paint on</source>
      <translation>Hình của camera để tô lên</translation>
    </message>
    <message>
      <source>Arrow keys move the brush, the space bar paints</source>
      <translation>Phím mũi tên di chuyển cọ, phím cách để tô</translation>
    </message>
  </context>
  <context>
    <name>Choices</name>
    <message>
      <source>MJPG</source>
      <translation>MJPG</translation>
    </message>
    <message>
      <source>YUYV</source>
      <translation>YUYV</translation>
    </message>
    <message>
      <source>all</source>
      <translation>tất cả</translation>
    </message>
    <message>
      <source>auto</source>
      <translation>tự động</translation>
    </message>
    <message>
      <source>contain</source>
      <translation>hiện trọn</translation>
    </message>
    <message>
      <source>coreml</source>
      <translation>coreml</translation>
    </message>
    <message>
      <source>cover</source>
      <translation>phủ kín</translation>
    </message>
    <message>
      <source>cpu</source>
      <translation>cpu</translation>
    </message>
    <message>
      <source>cuda</source>
      <translation>cuda</translation>
    </message>
    <message>
      <source>directml</source>
      <translation>directml</translation>
    </message>
    <message>
      <source>fp32</source>
      <translation>fp32</translation>
    </message>
    <message>
      <source>int8</source>
      <translation>int8</translation>
    </message>
    <message>
      <source>largest</source>
      <translation>lớn nhất</translation>
    </message>
    <message>
      <source>left</source>
      <translation>bên trái</translation>
    </message>
    <message>
      <source>middle</source>
      <translation>ở giữa</translation>
    </message>
    <message>
      <source>openvino</source>
      <translation>openvino</translation>
    </message>
    <message>
      <source>right</source>
      <translation>bên phải</translation>
    </message>
    <message>
      <source>stretch</source>
      <translation>kéo giãn</translation>
    </message>
    <message>
      <source>tensorrt</source>
      <translation>tensorrt</translation>
    </message>
    <message>
      <source>tile</source>
      <translation>lát gạch</translation>
    </message>
  </context>
  <context>
    <name>Choosers</name>
    <message>
      <source>&amp;Camera</source>
      <translation>&amp;Camera</translation>
    </message>
    <message>
      <source>&amp;Size</source>
      <translation>&amp;Kích thước</translation>
    </message>
    <message>
      <source>Pictures per s&amp;econd</source>
      <translation>Số &amp;hình mỗi giây</translation>
    </message>
    <message>
      <source>&amp;Virtual camera</source>
      <translation>Camera ả&amp;o</translation>
    </message>
    <message>
      <source>&amp;Model</source>
      <translation>&amp;Mô hình</translation>
    </message>
    <message>
      <source>Runs &amp;on</source>
      <translation>Chạy &amp;trên</translation>
    </message>
    <message>
      <source>&amp;Look for cameras again</source>
      <translation>&amp;Tìm lại camera</translation>
    </message>
    <message>
      <source>The first camera</source>
      <translation>Camera đầu tiên</translation>
    </message>
    <message>
      <source>No camera</source>
      <translation>Không có camera</translation>
    </message>
    <message>
      <source>none was found; is it plugged in?</source>
      <translation>không tìm thấy; camera đã được cắm chưa?</translation>
    </message>
    <message>
      <source>The screen</source>
      <translation>Màn hình</translation>
    </message>
    <message>
      <source>Demo clip</source>
      <translation>Đoạn phim mẫu</translation>
    </message>
    <message>
      <source>The first free one</source>
      <translation>Camera ảo trống đầu tiên</translation>
    </message>
    <message>
      <source>No other</source>
      <translation>Không còn camera nào khác</translation>
    </message>
    <message>
      <source>none was found</source>
      <translation>không tìm thấy</translation>
    </message>
    <message>
      <source>The fastest of them</source>
      <translation>Thiết bị nhanh nhất</translation>
    </message>
    <message>
      <source>Only a camera can be asked for a size and a rate.</source>
      <translation>Chỉ camera mới cho chọn kích thước và số hình mỗi giây.</translation>
    </message>
  </context>
  <context>
    <name>DoctorPage</name>
    <message>
      <source>Doctor</source>
      <translation>Bác sĩ</translation>
    </message>
    <message>
      <source>&amp;Look again</source>
      <translation>&amp;Tìm lại</translation>
    </message>
    <message>
      <source>For a report that names nobody, to paste into an issue: livebg doctor --report</source>
      <translation>Để có báo cáo không nêu tên ai, dán được vào issue: livebg doctor --report</translation>
    </message>
    <message>
      <source>Findings</source>
      <translation>Kết quả</translation>
    </message>
    <message>
      <source>Looking…</source>
      <translation>Đang tìm…</translation>
    </message>
    <message>
      <source>Nothing keeps callers from seeing your picture.</source>
      <translation>Không có gì cản người gọi thấy hình của bạn.</translation>
    </message>
    <message>
      <source>Something keeps callers from seeing your picture. Mend it from the top, then look again.</source>
      <translation>Có điều cản người gọi thấy hình của bạn. Hãy sửa từ trên xuống rồi tìm lại.</translation>
    </message>
  </context>
  <context>
    <name>Everywhere</name>
    <message>
      <source>A key that pauses livebg in any program</source>
      <translation>Phím tạm dừng livebg từ mọi chương trình</translation>
    </message>
    <message>
      <source>Let the &amp;desktop's keyboard pause livebg…</source>
      <translation>Để bàn phím của &amp;máy tạm dừng livebg…</translation>
    </message>
    <message>
      <source>&amp;Copy command</source>
      <translation>&amp;Sao chép lệnh</translation>
    </message>
    <message>
      <source>Another key for “ctl resume” goes on again.</source>
      <translation>Gán thêm một phím cho “ctl resume” để tiếp tục.</translation>
    </message>
    <message>
      <source>&amp;Stop waiting</source>
      <translation>&amp;Thôi chờ</translation>
    </message>
    <message>
      <source>&amp;Give the key back</source>
      <translation>&amp;Trả lại phím</translation>
    </message>
  </context>
  <context>
    <name>FieldRow</name>
    <message>
      <source>Reset to %1</source>
      <translation>Đặt lại thành %1</translation>
    </message>
    <message>
      <source>Reset %1</source>
      <translation>Đặt lại %1</translation>
    </message>
  </context>
  <context>
    <name>FiguresPanel</name>
    <message>
      <source>%1 frames per second</source>
      <translation>%1 khung hình mỗi giây</translation>
    </message>
    <message>
      <source>Latency %1 ms (95 %: %2 ms), %3 dropped, %4 ms CPU a frame</source>
      <translation>Độ trễ %1 ms (95 %: %2 ms), bỏ %3 khung hình, %4 ms CPU mỗi khung hình</translation>
    </message>
    <message>
      <source>Picture: %1 (%2)</source>
      <translation>Hình: %1 (%2)</translation>
    </message>
    <message>
      <source>%1 ms</source>
      <translation>%1 ms</translation>
    </message>
    <message>
      <source>95 % of frames take at most %1 ms</source>
      <translation>95 % khung hình mất nhiều nhất %1 ms</translation>
    </message>
    <message>
      <source>Network</source>
      <translation>Mạng nơ-ron</translation>
    </message>
    <message>
      <source>Refining the matte</source>
      <translation>Tinh chỉnh mặt nạ</translation>
    </message>
    <message>
      <source>Background</source>
      <translation>Phông nền</translation>
    </message>
    <message>
      <source>Composite</source>
      <translation>Ghép hình</translation>
    </message>
    <message>
      <source>Motion</source>
      <translation>Chuyển động</translation>
    </message>
    <message>
      <source>Framing</source>
      <translation>Khung hình</translation>
    </message>
    <message>
      <source>People</source>
      <translation>Những người</translation>
    </message>
  </context>
  <context>
    <name>FindingRow</name>
    <message>
      <source>Copy command</source>
      <translation>Sao chép lệnh</translation>
    </message>
    <message>
      <source>Problem</source>
      <translation>Vấn đề</translation>
    </message>
    <message>
      <source>Note</source>
      <translation>Lưu ý</translation>
    </message>
    <message>
      <source>In order</source>
      <translation>Ổn</translation>
    </message>
  </context>
  <context>
    <name>FirstRun</name>
    <message>
      <source>Welcome to livebg</source>
      <translation>Chào mừng đến với livebg</translation>
    </message>
    <message>
      <source>livebg puts another background behind you, and never shows your room unless you ask for it. First: your camera.</source>
      <translation>livebg đặt một phông nền khác phía sau bạn và không bao giờ để lộ phòng của bạn, trừ khi bạn yêu cầu. Trước hết: camera của bạn.</translation>
    </message>
    <message>
      <source>The camera for your calls</source>
      <translation>Camera cho các cuộc gọi</translation>
    </message>
    <message>
      <source>Zoom, Meet and Teams see livebg as one more camera.</source>
      <translation>Zoom, Meet và Teams thấy livebg như một camera nữa.</translation>
    </message>
    <message>
      <source>Your background</source>
      <translation>Phông nền của bạn</translation>
    </message>
    <message>
      <source>Pick one, or add a picture of your own. You can change it at any time, also in a call.</source>
      <translation>Hãy chọn một phông nền, hoặc thêm hình của bạn. Bạn có thể đổi bất cứ lúc nào, kể cả trong cuộc gọi.</translation>
    </message>
    <message>
      <source>&amp;Back</source>
      <translation>&amp;Quay lại</translation>
    </message>
    <message>
      <source>S&amp;kip</source>
      <translation>&amp;Bỏ qua</translation>
    </message>
    <message>
      <source>Step %1 of %2</source>
      <translation>Bước %1 trên %2</translation>
    </message>
    <message>
      <source>&amp;Done</source>
      <translation>&amp;Xong</translation>
    </message>
    <message>
      <source>&amp;Next</source>
      <translation>&amp;Tiếp</translation>
    </message>
  </context>
  <context>
    <name>FramingBox</name>
    <message>
      <source>Whole picture</source>
      <translation>Toàn bộ hình</translation>
    </message>
    <message>
      <source>&amp;Who</source>
      <translation>&amp;Ai</translation>
    </message>
    <message>
      <source>&amp;Follow me</source>
      <translation>Đi &amp;theo tôi</translation>
    </message>
    <message>
      <source>&amp;Zoom</source>
      <translation>&amp;Phóng to</translation>
    </message>
    <message>
      <source>Le&amp;ft, right</source>
      <translation>T&amp;rái, phải</translation>
    </message>
    <message>
      <source>&amp;Up, down</source>
      <translation>&amp;Lên, xuống</translation>
    </message>
    <message>
      <source>Tu&amp;rn</source>
      <translation>&amp;Xoay</translation>
    </message>
    <message>
      <source>M&amp;irror for all</source>
      <translation>Lật &amp;gương cho mọi người</translation>
    </message>
    <message>
      <source>Everyone</source>
      <translation>Mọi người</translation>
    </message>
    <message>
      <source>Only the largest person</source>
      <translation>Chỉ người lớn nhất</translation>
    </message>
    <message>
      <source>Only the person on the left</source>
      <translation>Chỉ người bên trái</translation>
    </message>
    <message>
      <source>Only the person in the middle</source>
      <translation>Chỉ người ở giữa</translation>
    </message>
    <message>
      <source>Only the person on the right</source>
      <translation>Chỉ người bên phải</translation>
    </message>
  </context>
  <context>
    <name>Gallery</name>
    <message>
      <source>&amp;Background</source>
      <translation>&amp;Phông nền</translation>
    </message>
    <message>
      <source>Picture, GIF or video…</source>
      <translation>Hình, GIF hoặc video…</translation>
    </message>
    <message>
      <source>Folder as slideshow…</source>
      <translation>Thư mục để trình chiếu…</translation>
    </message>
    <message>
      <source>Paste</source>
      <translation>Dán</translation>
    </message>
    <message>
      <source>&amp;Add…</source>
      <translation>&amp;Thêm…</translation>
    </message>
    <message>
      <source>Add a picture, GIF, video or folder; you can also drop or paste it here</source>
      <translation>Thêm hình, GIF, video hoặc thư mục; bạn cũng có thể kéo thả hoặc dán vào đây</translation>
    </message>
    <message>
      <source>Add backgrounds</source>
      <translation>Thêm phông nền</translation>
    </message>
    <message>
      <source>Pictures and videos</source>
      <translation>Hình và video</translation>
    </message>
    <message>
      <source>All files</source>
      <translation>Mọi tệp</translation>
    </message>
    <message>
      <source>Add a folder of pictures</source>
      <translation>Thêm một thư mục hình</translation>
    </message>
    <message>
      <source>Pasted picture</source>
      <translation>Hình đã dán</translation>
    </message>
    <message>
      <source>There is no picture to paste; copy a picture or a file first.</source>
      <translation>Không có hình nào để dán; trước hết hãy sao chép một hình hoặc một tệp.</translation>
    </message>
    <message>
      <source>Dropped picture</source>
      <translation>Hình đã thả</translation>
    </message>
    <message>
      <source>Only files of this computer can be dropped; save the picture first.</source>
      <translation>Chỉ thả được tệp trên máy này; trước hết hãy lưu hình.</translation>
    </message>
    <message>
      <source>“%1” cannot be shown any more; remove it or put it back.</source>
      <translation>Không hiện được “%1” nữa; hãy gỡ bỏ hoặc đặt tệp về chỗ cũ.</translation>
    </message>
    <message>
      <source>Background colour</source>
      <translation>Màu nền</translation>
    </message>
    <message>
      <source>Only backgrounds that you have added can be removed.</source>
      <translation>Chỉ gỡ bỏ được những phông nền do bạn thêm.</translation>
    </message>
    <message>
      <source>Remove background</source>
      <translation>Gỡ bỏ phông nền</translation>
    </message>
    <message>
      <source>Remove “%1” from livebg?</source>
      <translation>Gỡ bỏ “%1” khỏi livebg?</translation>
    </message>
    <message>
      <source>Your own file stays where it is.</source>
      <translation>Tệp gốc của bạn vẫn ở nguyên chỗ cũ.</translation>
    </message>
    <message>
      <source>Remove</source>
      <translation>Gỡ bỏ</translation>
    </message>
    <message>
      <source> %1 more could not be added.</source>
      <translation> Còn %1 mục khác không thêm được.</translation>
    </message>
  </context>
  <context>
    <name>Governor</name>
    <message>
      <source>as set</source>
      <translation>như đã chọn</translation>
    </message>
    <message>
      <source>plain edges</source>
      <translation>viền đơn giản</translation>
    </message>
    <message>
      <source>every second frame</source>
      <translation>cách một khung hình</translation>
    </message>
    <message>
      <source>network %1</source>
      <translation>mạng %1</translation>
    </message>
    <message>
      <source>%1 of the frames came too late</source>
      <translation>%1 số khung hình đến quá trễ</translation>
    </message>
    <message>
      <source>%1 of a processor used, %2 allowed</source>
      <translation>dùng %1 bộ xử lý, cho phép %2</translation>
    </message>
    <message>
      <source>there is room for more</source>
      <translation>còn dư sức</translation>
    </message>
  </context>
  <context>
    <name>Hotkey</name>
    <message>
      <source>Pause livebg, or go on</source>
      <translation>Tạm dừng livebg hoặc tiếp tục</translation>
    </message>
    <message>
      <source>%1 pauses livebg in any program, and goes on again.</source>
      <translation>%1 tạm dừng livebg từ mọi chương trình, và cho nó tiếp tục.</translation>
    </message>
    <message>
      <source>The desktop has given livebg a key. Its keyboard settings say which one, and change it.</source>
      <translation>Máy đã dành cho livebg một phím. Phần cài đặt bàn phím của máy cho biết đó là phím nào, và đổi được phím ấy.</translation>
    </message>
    <message>
      <source>Waiting for the desktop, which may ask you for a key…</source>
      <translation>Đang chờ máy, có thể máy sẽ hỏi bạn muốn phím nào…</translation>
    </message>
    <message>
      <source>Your desktop may have a key for livebg that pauses it in any program, and goes on again.</source>
      <translation>Máy của bạn có thể dành cho livebg một phím để tạm dừng và tiếp tục từ mọi chương trình.</translation>
    </message>
    <message>
      <source>The desktop has given no key: the answer to its question was no.</source>
      <translation>Máy không dành phím nào: câu hỏi của máy đã bị từ chối.</translation>
    </message>
    <message>
      <source>The desktop wants to know livebg by its menu first. Choose “Entry in the desktop's menu” in the menu, then ask again.</source>
      <translation>Trước hết máy cần biết livebg qua menu của nó. Hãy chọn “Mục trong menu của máy” trong Menu của cửa sổ, rồi hỏi lại.</translation>
    </message>
    <message>
      <source>The desktop has taken livebg's key away. Ask for it again, or bind one yourself.</source>
      <translation>Máy đã lấy lại phím của livebg. Hãy hỏi lại, hoặc tự gán một phím.</translation>
    </message>
    <message>
      <source>This desktop has no key for livebg. You can bind one yourself.</source>
      <translation>Máy này không dành phím nào cho livebg. Bạn có thể tự gán một phím.</translation>
    </message>
    <message>
      <source>Ctrl+P; in any program %1</source>
      <translation>Ctrl+P; từ mọi chương trình: %1</translation>
    </message>
    <message>
      <source>Show a card and close the camera (%1)</source>
      <translation>Hiện tấm thẻ và tắt camera (%1)</translation>
    </message>
    <message>
      <source>By yourself: Settings, Keyboard, View and Customize Shortcuts, Custom Shortcuts, with this command:</source>
      <translation>Tự gán: Cài đặt, Bàn phím, Xem và tùy chỉnh phím tắt, Phím tắt tùy chỉnh, với lệnh này:</translation>
    </message>
    <message>
      <source>By yourself: System Settings, Keyboard, Shortcuts, Add New, Command, with this one:</source>
      <translation>Tự gán: Cài đặt hệ thống, Bàn phím, Phím tắt, Thêm mới, Lệnh, với lệnh này:</translation>
    </message>
    <message>
      <source>By yourself: Settings, Keyboard, Application Shortcuts, Add, with this command:</source>
      <translation>Tự gán: Cài đặt, Bàn phím, Phím tắt ứng dụng, Thêm, với lệnh này:</translation>
    </message>
    <message>
      <source>By yourself: in your desktop's keyboard settings, add a shortcut of your own that runs this command:</source>
      <translation>Tự gán: trong phần cài đặt bàn phím của máy, thêm một phím tắt riêng chạy lệnh này:</translation>
    </message>
  </context>
  <context>
    <name>KeysPage</name>
    <message>
      <source>Keys</source>
      <translation>Phím tắt</translation>
    </message>
    <message>
      <source>Keys of the window</source>
      <translation>Các phím của cửa sổ</translation>
    </message>
    <message>
      <source>What</source>
      <translation>Việc</translation>
    </message>
    <message>
      <source>Key</source>
      <translation>Phím</translation>
    </message>
    <message>
      <source>Use preset 1 to 9</source>
      <translation>Dùng mẫu 1 đến 9</translation>
    </message>
    <message>
      <source>Ctrl+1 to Ctrl+9</source>
      <translation>Ctrl+1 đến Ctrl+9</translation>
    </message>
  </context>
  <context>
    <name>Note</name>
    <message>
      <source>Put this message away</source>
      <translation>Ẩn thông báo này</translation>
    </message>
  </context>
  <context>
    <name>OutputBar</name>
    <message>
      <source>Copy command</source>
      <translation>Sao chép lệnh</translation>
    </message>
    <message>
      <source>Look again</source>
      <translation>Tìm lại</translation>
    </message>
    <message>
      <source>Virtual camera</source>
      <translation>Camera ảo</translation>
    </message>
    <message>
      <source>Calls cannot see livebg yet: there is no virtual camera. Run this once in a terminal:</source>
      <translation>Cuộc gọi chưa thấy livebg: chưa có camera ảo. Hãy chạy lệnh này một lần trong cửa sổ dòng lệnh:</translation>
    </message>
    <message>
      <source>Calls cannot see livebg yet: %1</source>
      <translation>Cuộc gọi chưa thấy livebg: %1</translation>
    </message>
    <message>
      <source>Looking for the virtual camera…</source>
      <translation>Đang tìm camera ảo…</translation>
    </message>
  </context>
  <context>
    <name>PlatePage</name>
    <message>
      <source>Picture of the empty room</source>
      <translation>Ảnh căn phòng trống</translation>
    </message>
    <message>
      <source>With a picture of your empty room, livebg tells headphones, cups and raised hands from what stands behind you. Close what moves, press Record and leave the picture. It is kept on this computer, for this camera and where it stands now.</source>
      <translation>Với ảnh căn phòng trống, livebg phân biệt được tai nghe, cốc và tay giơ lên với những gì ở sau bạn. Hãy tắt những thứ chuyển động, nhấn Ghi rồi ra khỏi khung hình. Ảnh được giữ trên máy này, cho camera này ở vị trí hiện tại.</translation>
    </message>
    <message>
      <source>&amp;Record</source>
      <translation>&amp;Ghi</translation>
    </message>
    <message>
      <source>&amp;Forget it</source>
      <translation>&amp;Xóa ảnh</translation>
    </message>
    <message>
      <source>&amp;Close</source>
      <translation>Đón&amp;g</translation>
    </message>
    <message>
      <source>There is no camera: choose one, and do not pause.</source>
      <translation>Không có camera: hãy chọn một camera và đừng tạm dừng.</translation>
    </message>
    <message>
      <source>None is kept for this camera yet.</source>
      <translation>Chưa có ảnh nào cho camera này.</translation>
    </message>
    <message>
      <source>Leave the picture: %1</source>
      <translation>Hãy ra khỏi khung hình: %1</translation>
    </message>
    <message>
      <source>Recording…</source>
      <translation>Đang ghi…</translation>
    </message>
    <message>
      <source>Kept. It is in use from now on.</source>
      <translation>Đã lưu. Ảnh được dùng từ bây giờ.</translation>
    </message>
  </context>
  <context>
    <name>PresetsBar</name>
    <message>
      <source>Keep this look and background as a preset</source>
      <translation>Lưu diện mạo và phông nền này thành một mẫu</translation>
    </message>
    <message>
      <source>Save preset</source>
      <translation>Lưu mẫu</translation>
    </message>
    <message>
      <source>Save this look as a preset…</source>
      <translation>Lưu diện mạo này thành mẫu…</translation>
    </message>
    <message>
      <source>Preset %1</source>
      <translation>Mẫu %1</translation>
    </message>
    <message>
      <source>Save the present look here</source>
      <translation>Lưu diện mạo hiện tại vào đây</translation>
    </message>
    <message>
      <source>Rename…</source>
      <translation>Đổi tên…</translation>
    </message>
    <message>
      <source>Remove</source>
      <translation>Gỡ bỏ</translation>
    </message>
    <message>
      <source>Rename preset</source>
      <translation>Đổi tên mẫu</translation>
    </message>
    <message>
      <source>Name:</source>
      <translation>Tên:</translation>
    </message>
  </context>
  <context>
    <name>Preview</name>
    <message>
      <source>Preview</source>
      <translation>Xem trước</translation>
    </message>
    <message>
      <source>PASS-THROUGH: your room is visible</source>
      <translation>HÌNH GỐC: phòng của bạn đang bị lộ</translation>
    </message>
    <message>
      <source>DEMO</source>
      <translation>MẪU</translation>
    </message>
  </context>
  <context>
    <name>QuickLook</name>
    <message>
      <source>How strongly the room is blurred; moving it chooses the blur as background</source>
      <translation>Mức làm mờ căn phòng; kéo thanh này sẽ chọn làm mờ làm phông nền</translation>
    </message>
    <message>
      <source>&amp;Strength</source>
      <translation>&amp;Độ mạnh</translation>
    </message>
    <message>
      <source>B&amp;lur</source>
      <translation>&amp;Làm mờ</translation>
    </message>
    <message>
      <source>%1 %</source>
      <translation>%1 %</translation>
    </message>
    <message>
      <source>off</source>
      <translation>tắt</translation>
    </message>
  </context>
  <context>
    <name>RateGraph</name>
    <message>
      <source>Frames per second over the last minute</source>
      <translation>Số khung hình mỗi giây trong phút vừa qua</translation>
    </message>
  </context>
  <context>
    <name>RegionsPage</name>
    <message>
      <source>Keep or hide parts of the picture</source>
      <translation>Giữ hoặc che các phần của hình</translation>
    </message>
    <message>
      <source>&amp;Keep</source>
      <translation>&amp;Giữ</translation>
    </message>
    <message>
      <source>&amp;Hide</source>
      <translation>&amp;Che</translation>
    </message>
    <message>
      <source>&amp;Rub out</source>
      <translation>&amp;Tẩy</translation>
    </message>
    <message>
      <source>Show the &amp;whole picture</source>
      <translation>Hiện &amp;toàn bộ hình</translation>
    </message>
    <message>
      <source>&amp;Undo</source>
      <translation>&amp;Hoàn tác</translation>
    </message>
    <message>
      <source>Rub &amp;all out</source>
      <translation>Tẩ&amp;y hết</translation>
    </message>
    <message>
      <source>&amp;Done</source>
      <translation>&amp;Xong</translation>
    </message>
    <message>
      <source>Cancel</source>
      <translation>Hủy</translation>
    </message>
    <message>
      <source>&amp;Brush</source>
      <translation>&amp;Cọ</translation>
    </message>
    <message>
      <source>Size of the brush</source>
      <translation>Cỡ cọ</translation>
    </message>
    <message>
      <source>There is no picture of a camera to paint on: choose one, and do not pause.</source>
      <translation>Không có hình camera để tô: hãy chọn một camera và đừng tạm dừng.</translation>
    </message>
    <message>
      <source>Zoom, turning, mirroring and following must be off while you paint.</source>
      <translation>Cần tắt phóng to, xoay, lật gương và bám theo người trong khi tô.</translation>
    </message>
    <message>
      <source>Green stays visible whatever it is, red is never shown. For things that do not move, such as a chair, a shelf or a microphone. Kept for this camera; paint anew when it stands elsewhere.</source>
      <translation>Phần màu xanh luôn hiện ra dù là gì, phần màu đỏ không bao giờ hiện. Dành cho những vật không di chuyển như ghế, kệ hoặc micrô. Được giữ cho camera này; hãy tô lại khi camera đặt ở chỗ khác.</translation>
    </message>
    <message>
      <source>Cannot keep it: %1</source>
      <translation>Không thể lưu: %1</translation>
    </message>
  </context>
  <context>
    <name>Rehearsal</name>
    <message>
      <source>Rehearsal</source>
      <translation>Thử trước</translation>
    </message>
  </context>
  <context>
    <name>RehearsalPage</name>
    <message>
      <source>livebg records ten seconds, in memory only, and shows every model and setting on them side by side. Move as you would in a call. While it records, others see the “be right back” card.</source>
      <translation>livebg ghi mười giây, chỉ trong bộ nhớ, rồi cho bạn xem cạnh nhau mọi mô hình và cài đặt trên đoạn đó. Hãy cử động như khi gọi. Trong lúc ghi, người khác thấy tấm thẻ “sẽ quay lại ngay”.</translation>
    </message>
    <message>
      <source>&amp;Record ten seconds</source>
      <translation>&amp;Ghi mười giây</translation>
    </message>
    <message>
      <source>Close</source>
      <translation>Đóng</translation>
    </message>
    <message>
      <source>Recording</source>
      <translation>Đang ghi</translation>
    </message>
    <message>
      <source>Trying %1 (%2 of %3)</source>
      <translation>Đang thử %1 (%2 trên %3)</translation>
    </message>
    <message>
      <source>&amp;Record again</source>
      <translation>&amp;Ghi lại</translation>
    </message>
  </context>
  <context>
    <name>Settings</name>
    <message>
      <source>Accelerator</source>
      <translation>Bộ tăng tốc</translation>
    </message>
    <message>
      <source>Auto frame</source>
      <translation>Tự động lấy khung</translation>
    </message>
    <message>
      <source>Background</source>
      <translation>Phông nền</translation>
    </message>
    <message>
      <source>CPU threads that the network and OpenCV may use; more cost more CPU and lower latency</source>
      <translation>số luồng CPU mà mạng nơ-ron và OpenCV được dùng; nhiều hơn thì tốn CPU hơn và giảm độ trễ</translation>
    </message>
    <message>
      <source>Camera</source>
      <translation>Camera</translation>
    </message>
    <message>
      <source>Camera FPS</source>
      <translation>Số hình mỗi giây</translation>
    </message>
    <message>
      <source>Camera format</source>
      <translation>Định dạng của camera</translation>
    </message>
    <message>
      <source>Camera size</source>
      <translation>Kích thước của camera</translation>
    </message>
    <message>
      <source>Despill</source>
      <translation>Khử ám màu ở viền</translation>
    </message>
    <message>
      <source>Device</source>
      <translation>Thiết bị</translation>
    </message>
    <message>
      <source>Edge cleanup</source>
      <translation>Làm sạch viền</translation>
    </message>
    <message>
      <source>Edges</source>
      <translation>Đường viền</translation>
    </message>
    <message>
      <source>Feather</source>
      <translation>Làm mềm viền</translation>
    </message>
    <message>
      <source>Fit</source>
      <translation>Cách lấp đầy</translation>
    </message>
    <message>
      <source>Grow</source>
      <translation>Nới viền</translation>
    </message>
    <message>
      <source>Hold rate</source>
      <translation>Giữ tốc độ khung hình</translation>
    </message>
    <message>
      <source>Level high</source>
      <translation>Ngưỡng trên</translation>
    </message>
    <message>
      <source>Level low</source>
      <translation>Ngưỡng dưới</translation>
    </message>
    <message>
      <source>Light match</source>
      <translation>Hòa ánh sáng</translation>
    </message>
    <message>
      <source>Light wrap</source>
      <translation>Ánh sáng bao quanh</translation>
    </message>
    <message>
      <source>Look</source>
      <translation>Diện mạo</translation>
    </message>
    <message>
      <source>Loop</source>
      <translation>Lặp lại</translation>
    </message>
    <message>
      <source>MJPEG port</source>
      <translation>Cổng MJPEG</translation>
    </message>
    <message>
      <source>Max age</source>
      <translation>Tuổi tối đa</translation>
    </message>
    <message>
      <source>Mirror</source>
      <translation>Lật gương</translation>
    </message>
    <message>
      <source>Model</source>
      <translation>Mô hình</translation>
    </message>
    <message>
      <source>Motion gate</source>
      <translation>Nghỉ khi đứng yên</translation>
    </message>
    <message>
      <source>Only when watched</source>
      <translation>Chỉ khi có người xem</translation>
    </message>
    <message>
      <source>Output</source>
      <translation>Đầu ra</translation>
    </message>
    <message>
      <source>Output FPS</source>
      <translation>Số hình mỗi giây của đầu ra</translation>
    </message>
    <message>
      <source>Output size</source>
      <translation>Kích thước đầu ra</translation>
    </message>
    <message>
      <source>Pan x</source>
      <translation>Dịch ngang</translation>
    </message>
    <message>
      <source>Pan y</source>
      <translation>Dịch dọc</translation>
    </message>
    <message>
      <source>People</source>
      <translation>Những người</translation>
    </message>
    <message>
      <source>Plate</source>
      <translation>Ảnh phòng trống</translation>
    </message>
    <message>
      <source>Precision</source>
      <translation>Độ chính xác</translation>
    </message>
    <message>
      <source>Processor budget</source>
      <translation>Mức dùng CPU tối đa</translation>
    </message>
    <message>
      <source>Regions</source>
      <translation>Vùng giữ và che</translation>
    </message>
    <message>
      <source>Rotate</source>
      <translation>Xoay</translation>
    </message>
    <message>
      <source>Smoothing</source>
      <translation>Làm ổn định</translation>
    </message>
    <message>
      <source>Source</source>
      <translation>Nguồn</translation>
    </message>
    <message>
      <source>Threads</source>
      <translation>Số luồng</translation>
    </message>
    <message>
      <source>Zoom</source>
      <translation>Phóng to</translation>
    </message>
    <message>
      <source>a composite older than this many milliseconds is replaced by the placeholder card</source>
      <translation>hình ghép cũ hơn chừng này mili giây thì được thay bằng tấm thẻ chờ</translation>
    </message>
    <message>
      <source>a picture of the empty room, which helps to tell things from the room: auto (the one kept for this camera), none, or a file</source>
      <translation>ảnh căn phòng trống, giúp phân biệt đồ vật với căn phòng: auto (ảnh đã lưu cho camera này), none, hoặc một tệp</translation>
    </message>
    <message>
      <source>alpha of the network that counts as background; higher removes faint remains</source>
      <translation>alpha của mạng được coi là phông nền; cao hơn thì xoá các vệt mờ còn sót</translation>
    </message>
    <message>
      <source>alpha of the network that counts as person; lower fills holes</source>
      <translation>alpha của mạng được coi là người; thấp hơn thì lấp các lỗ hổng</translation>
    </message>
    <message>
      <source>close the webcam, so that its light goes off, while no program watches the virtual camera; where the system tells who does</source>
      <translation>đóng webcam để đèn của nó tắt trong lúc không chương trình nào xem camera ảo; ở nơi hệ thống cho biết ai đang xem</translation>
    </message>
    <message>
      <source>follow head and shoulders, enlarged up to 2.5 times; zoom and pan are then not used</source>
      <translation>bám theo đầu và vai, phóng to đến 2,5 lần; khi đó không dùng phóng to và dịch khung</translation>
    </message>
    <message>
      <source>frames per second asked of a camera</source>
      <translation>số khung hình mỗi giây yêu cầu ở camera</translation>
    </message>
    <message>
      <source>frames per second of the virtual camera</source>
      <translation>số khung hình mỗi giây của camera ảo</translation>
    </message>
    <message>
      <source>how a background of another shape fills the frame</source>
      <translation>cách một phông nền khác tỉ lệ lấp đầy khung hình</translation>
    </message>
    <message>
      <source>how closely the matte follows edges of the picture, such as hair; 0 = plain enlargement</source>
      <translation>mặt nạ bám sát các đường viền trong hình, như tóc, đến mức nào; 0 = chỉ phóng to</translation>
    </message>
    <message>
      <source>how far light of the old room's colour, such as a green screen's, is taken off the person's edge; 0 = leave it</source>
      <translation>mức khử ánh sáng mang màu căn phòng cũ, như của phông xanh, hắt lên viền của người; 0 = để nguyên</translation>
    </message>
    <message>
      <source>how far the old room's colour is taken out of the person's edge; 0 = not at all</source>
      <translation>mức loại bỏ màu của căn phòng cũ khỏi viền của người; 0 = không loại</translation>
    </message>
    <message>
      <source>how much of the new background's light falls on the person's edge; 0 = none</source>
      <translation>lượng ánh sáng của phông nền mới hắt lên viền của người; 0 = không có</translation>
    </message>
    <message>
      <source>how much the picture is enlarged; 1 = not at all</source>
      <translation>mức phóng to hình; 1 = không phóng to</translation>
    </message>
    <message>
      <source>how strongly the matte is steadied over time where nothing moves; 0 = not at all</source>
      <translation>mức giữ ổn định mặt nạ theo thời gian ở nơi không có chuyển động; 0 = không giữ</translation>
    </message>
    <message>
      <source>let the network rest while nothing moves; the first motion wakes it</source>
      <translation>cho mạng nơ-ron nghỉ khi không có gì chuyển động; chuyển động đầu tiên đánh thức nó</translation>
    </message>
    <message>
      <source>matting network: a name that `livebg models` lists, or an .onnx file</source>
      <translation>mạng tách nền: một tên trong danh sách của `livebg models`, hoặc một tệp .onnx</translation>
    </message>
    <message>
      <source>move the person's exposure and white balance towards those of the background; 0 = leave them</source>
      <translation>đưa độ sáng và cân bằng trắng của người lại gần phông nền; 0 = giữ nguyên</translation>
    </message>
    <message>
      <source>move the person's outline outwards, or inwards if negative; pixels of a 720p frame</source>
      <translation>đẩy đường bao của người ra ngoài, hoặc vào trong nếu là số âm; tính bằng điểm ảnh của khung hình 720p</translation>
    </message>
    <message>
      <source>numbers that a bundled network calculates with on the CPU: int8, which then looks at more pixels for the same cost, where the CPU has instructions for it (auto), or one of the two always</source>
      <translation>kiểu số mà mạng có sẵn dùng để tính trên CPU: int8, khi đó nhìn được nhiều điểm ảnh hơn với cùng chi phí, ở CPU có lệnh cho kiểu này (tự động), hoặc luôn dùng một trong hai kiểu</translation>
    </message>
    <message>
      <source>parts of the camera's view that are always kept or hidden: auto (those painted in the window for this camera), none, or a picture in which white keeps, black hides and middle grey leaves it to the network</source>
      <translation>các phần trong hình camera luôn được giữ hoặc che: auto (những phần đã tô trong cửa sổ cho camera này), none, hoặc một ảnh trong đó màu trắng giữ, màu đen che và màu xám giữa để mạng quyết định</translation>
    </message>
    <message>
      <source>percent of one processor that livebg may take; above it the picture gets cheaper in the same steps; 0 = no limit</source>
      <translation>phần trăm của một nhân CPU mà livebg được dùng; vượt quá thì hình ảnh giảm dần theo cùng các bước ấy; 0 = không giới hạn</translation>
    </message>
    <message>
      <source>pixel format asked of a camera; auto asks for MJPG, which USB cameras need for 720p at 30 fps</source>
      <translation>định dạng điểm ảnh yêu cầu ở camera; tự động là MJPG, thứ mà camera USB cần để đạt 720p ở 30 hình mỗi giây</translation>
    </message>
    <message>
      <source>play a file or folder over and over</source>
      <translation>phát lặp đi lặp lại một tệp hoặc thư mục</translation>
    </message>
    <message>
      <source>port of the HTTP stream, on this computer only; 0 is any free one</source>
      <translation>cổng của luồng HTTP, chỉ trên máy này; 0 là một cổng trống bất kỳ</translation>
    </message>
    <message>
      <source>size asked of a camera, WIDTHxHEIGHT</source>
      <translation>kích thước yêu cầu ở camera, RỘNGxCAO</translation>
    </message>
    <message>
      <source>size of the virtual camera, WIDTHxHEIGHT; auto is the camera's size; other pictures are letterboxed</source>
      <translation>kích thước của camera ảo, RỘNGxCAO; auto là kích thước của camera; hình có tỉ lệ khác được thêm viền đen</translation>
    </message>
    <message>
      <source>soften the person's outline over this width; pixels of a 720p frame</source>
      <translation>làm mềm đường bao của người trên bề rộng này; tính bằng điểm ảnh của khung hình 720p</translation>
    </message>
    <message>
      <source>swap left and right for everybody, not only in the preview</source>
      <translation>đổi trái và phải cho mọi người xem, không chỉ trong phần xem trước</translation>
    </message>
    <message>
      <source>turns a camera that is not level, in degrees, counter-clockwise; enlarged so that no corner is empty</source>
      <translation>xoay hình của camera đặt không thẳng, tính bằng độ, ngược chiều kim đồng hồ; phóng to để không góc nào bị trống</translation>
    </message>
    <message>
      <source>virtual camera device, such as /dev/video10; auto is the one named livebg, on Windows and macOS the first</source>
      <translation>thiết bị camera ảo, ví dụ /dev/video10; auto là thiết bị có tên livebg, trên Windows và macOS là thiết bị đầu tiên</translation>
    </message>
    <message>
      <source>what goes behind the person: a picture, a video, a folder of pictures, a bundled name, #rrggbb, blur, blur:0..1, bokeh, bokeh:0..1 or transparent</source>
      <translation>thứ đặt phía sau người: một hình, một video, một thư mục hình, tên một phông nền có sẵn, #rrggbb, blur, blur:0..1, bokeh, bokeh:0..1 hoặc transparent</translation>
    </message>
    <message>
      <source>what runs the network live: cpu, the fastest of what `livebg devices` lists (auto), or one of it; the CPU serves until it is ready and when it fails</source>
      <translation>thứ chạy mạng nơ-ron khi đang gọi: cpu, thứ nhanh nhất trong danh sách của `livebg devices` (tự động), hoặc một thứ trong đó; CPU thay thế cho đến khi nó sẵn sàng và khi nó hỏng</translation>
    </message>
    <message>
      <source>where an enlarged picture looks: -1 = its upper side, 1 = its lower</source>
      <translation>hình phóng to nhìn vào đâu: -1 = phía trên, 1 = phía dưới</translation>
    </message>
    <message>
      <source>where an enlarged picture looks: -1 = the left side of the camera's picture, 1 = the right</source>
      <translation>hình phóng to nhìn vào đâu: -1 = phía trái của hình từ camera, 1 = phía phải</translation>
    </message>
    <message>
      <source>where pictures come from: auto (the first camera), a camera's name or number, a file, a folder of pictures, a stream's URL, screen, demo or pattern</source>
      <translation>hình đến từ đâu: auto (camera đầu tiên), tên hoặc số của một camera, một tệp, một thư mục hình, địa chỉ của một luồng, screen, demo hoặc pattern</translation>
    </message>
    <message>
      <source>while this computer is too slow for the camera, use a cheaper network, then plain edges, then every second frame</source>
      <translation>khi máy này quá chậm so với webcam, dùng mạng nơ-ron nhẹ hơn, rồi đường viền đơn giản, rồi cứ hai khung hình lấy một</translation>
    </message>
    <message>
      <source>who is shown: all, or one person, chosen by size or place and followed from then on; people who touch count as one</source>
      <translation>ai được hiện ra: tất cả, hoặc một người, chọn theo kích thước hay vị trí rồi được bám theo từ đó; những người chạm nhau được tính là một</translation>
    </message>
  </context>
  <context>
    <name>SettingsPanel</name>
    <message>
      <source>Reset all settings</source>
      <translation>Đặt lại mọi cài đặt</translation>
    </message>
    <message>
      <source>“%1” cannot be used here.</source>
      <translation>Không dùng được “%1” ở đây.</translation>
    </message>
  </context>
  <context>
    <name>Shield</name>
    <message>
      <source>Protected</source>
      <translation>Được bảo vệ</translation>
    </message>
    <message>
      <source>Others see you, and not your room.</source>
      <translation>Người khác thấy bạn, không thấy phòng của bạn.</translation>
    </message>
    <message>
      <source>Pass-through</source>
      <translation>Hình gốc</translation>
    </message>
    <message>
      <source>Others see your real room.</source>
      <translation>Người khác thấy phòng thật của bạn.</translation>
    </message>
    <message>
      <source>Paused</source>
      <translation>Đã tạm dừng</translation>
    </message>
    <message>
      <source>The camera is off. Others see the card “be right back”.</source>
      <translation>Camera đã tắt. Người khác thấy tấm thẻ “sẽ quay lại ngay”.</translation>
    </message>
    <message>
      <source>Camera lost</source>
      <translation>Mất camera</translation>
    </message>
    <message>
      <source>Others see a card. livebg goes on by itself when the camera is back.</source>
      <translation>Người khác thấy một tấm thẻ. livebg tự tiếp tục khi camera có lại.</translation>
    </message>
    <message>
      <source>No camera “%1”</source>
      <translation>Không có camera “%1”</translation>
    </message>
    <message>
      <source>No camera</source>
      <translation>Không có camera</translation>
    </message>
    <message>
      <source>This is a demo clip that only you see. Others see a card until a camera is there.</source>
      <translation>Đây là đoạn phim mẫu mà chỉ bạn thấy. Người khác thấy một tấm thẻ cho đến khi có camera.</translation>
    </message>
    <message>
      <source>Getting ready…</source>
      <translation>Đang chuẩn bị…</translation>
    </message>
    <message>
      <source>livebg fits itself to this computer, once: about 15 seconds. Others see a card.</source>
      <translation>livebg tự điều chỉnh cho máy này, chỉ một lần: khoảng 15 giây. Người khác thấy một tấm thẻ.</translation>
    </message>
    <message>
      <source>Camera off</source>
      <translation>Camera đang tắt</translation>
    </message>
    <message>
      <source>Nobody watches. The camera opens by itself when a call or this window needs it.</source>
      <translation>Không ai xem. Camera tự mở khi cuộc gọi hoặc cửa sổ này cần.</translation>
    </message>
    <message>
      <source>Stopped</source>
      <translation>Đã dừng</translation>
    </message>
    <message>
      <source>Others see a card. Choose something else, or try again.</source>
      <translation>Người khác thấy một tấm thẻ. Hãy chọn thứ khác, hoặc thử lại.</translation>
    </message>
    <message>
      <source>The end</source>
      <translation>Đã hết</translation>
    </message>
    <message>
      <source>The video has ended. Others see a card.</source>
      <translation>Video đã hết. Người khác thấy một tấm thẻ.</translation>
    </message>
    <message>
      <source>One moment…</source>
      <translation>Chờ một chút…</translation>
    </message>
    <message>
      <source>Others see a card until the picture is ready.</source>
      <translation>Người khác thấy một tấm thẻ cho đến khi hình sẵn sàng.</translation>
    </message>
    <message>
      <source>In Zoom, Meet or Teams, select the camera %1.</source>
      <translation>Trong Zoom, Meet hoặc Teams, hãy chọn camera %1.</translation>
    </message>
    <message>
      <source>Watched by %1.</source>
      <translation>Đang xem: %1.</translation>
    </message>
  </context>
  <context>
    <name>ShieldBar</name>
    <message>
      <source>Who can see what</source>
      <translation>Ai thấy được gì</translation>
    </message>
  </context>
  <context>
    <name>Side</name>
    <message>
      <source>Look</source>
      <translation>Diện mạo</translation>
    </message>
    <message>
      <source>Camera</source>
      <translation>Camera</translation>
    </message>
    <message>
      <source>Advanced</source>
      <translation>Nâng cao</translation>
    </message>
    <message>
      <source>Pages</source>
      <translation>Các trang</translation>
    </message>
  </context>
  <context>
    <name>TileList</name>
    <message>
      <source>Backgrounds</source>
      <translation>Phông nền</translation>
    </message>
    <message>
      <source>Slight blur</source>
      <translation>Mờ nhẹ</translation>
    </message>
    <message>
      <source>Blur</source>
      <translation>Mờ vừa</translation>
    </message>
    <message>
      <source>Strong blur</source>
      <translation>Mờ mạnh</translation>
    </message>
    <message>
      <source>Colour…</source>
      <translation>Màu…</translation>
    </message>
    <message>
      <source>Transparent</source>
      <translation>Trong suốt</translation>
    </message>
    <message>
      <source>Use</source>
      <translation>Dùng</translation>
    </message>
    <message>
      <source>Rename</source>
      <translation>Đổi tên</translation>
    </message>
    <message>
      <source>Remove…</source>
      <translation>Gỡ bỏ…</translation>
    </message>
  </context>
  <context>
    <name>Tray</name>
    <message>
      <source>Pause</source>
      <translation>Tạm dừng</translation>
    </message>
    <message>
      <source>Open livebg</source>
      <translation>Mở livebg</translation>
    </message>
    <message>
      <source>Background</source>
      <translation>Phông nền</translation>
    </message>
    <message>
      <source>Quit</source>
      <translation>Thoát</translation>
    </message>
    <message>
      <source>Blur</source>
      <translation>Mờ vừa</translation>
    </message>
  </context>
  <context>
    <name>TrialCard</name>
    <message>
      <source>Flicker: how much the matte changes where the picture stands still. Edges: how much of your outline lies on an edge of the picture. CPU: what one frame costs.</source>
      <translation>Nhấp nháy: mặt nạ thay đổi bao nhiêu ở nơi hình đứng yên. Đường viền: bao nhiêu phần đường bao của bạn nằm trên một đường viền của hình. CPU: chi phí của một khung hình.</translation>
    </message>
    <message>
      <source>Use this</source>
      <translation>Dùng cái này</translation>
    </message>
    <message>
      <source>Use %1</source>
      <translation>Dùng %1</translation>
    </message>
    <message>
      <source>Best for this computer</source>
      <translation>Tốt nhất cho máy này</translation>
    </message>
    <message>
      <source>steadier</source>
      <translation>ổn định hơn</translation>
    </message>
    <message>
      <source>closer edges</source>
      <translation>viền sát hơn</translation>
    </message>
    <message>
      <source>Flicker %1, edges %2 %, CPU %3 ms a frame</source>
      <translation>Nhấp nháy %1, viền %2 %, CPU %3 ms mỗi khung hình</translation>
    </message>
  </context>
  <context>
    <name>Views</name>
    <message>
      <source>Show the &amp;matte</source>
      <translation>Hiện &amp;mặt nạ</translation>
    </message>
    <message>
      <source>White is you, black is the background</source>
      <translation>Màu trắng là bạn, màu đen là phông nền</translation>
    </message>
    <message>
      <source>&amp;Before / after</source>
      <translation>T&amp;rước / sau</translation>
    </message>
    <message>
      <source>Only in this window; nobody else sees your room</source>
      <translation>Chỉ trong cửa sổ này; không ai khác thấy phòng của bạn</translation>
    </message>
    <message>
      <source>Share of the picture that shows before</source>
      <translation>Phần hình hiện trạng thái trước</translation>
    </message>
  </context>
  <context>
    <name>Window</name>
    <message>
      <source>&amp;Pause</source>
      <translation>&amp;Tạm dừng</translation>
    </message>
    <message>
      <source>Pass-&amp;through</source>
      <translation>&amp;Hình gốc</translation>
    </message>
    <message>
      <source>Show others your real room (Ctrl+Shift+T)</source>
      <translation>Cho người khác thấy phòng thật của bạn (Ctrl+Shift+T)</translation>
    </message>
    <message>
      <source>&amp;Go on</source>
      <translation>&amp;Tiếp tục</translation>
    </message>
  </context>
</TS>
