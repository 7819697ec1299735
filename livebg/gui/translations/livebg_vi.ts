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
      <source>Exposure, focus and colour of the camera…</source>
      <translation>Phơi sáng, lấy nét và màu của camera…</translation>
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
    <name>CameraControls</name>
    <message>
      <source>on</source>
      <translation>bật</translation>
    </message>
    <message>
      <source>off</source>
      <translation>tắt</translation>
    </message>
    <message>
      <source>Automatic</source>
      <translation>Tự động</translation>
    </message>
    <message>
      <source>Manual</source>
      <translation>Thủ công</translation>
    </message>
    <message>
      <source>Manual time, automatic aperture</source>
      <translation>Thời gian thủ công, khẩu độ tự động</translation>
    </message>
    <message>
      <source>Automatic time</source>
      <translation>Thời gian tự động</translation>
    </message>
    <message>
      <source>Off</source>
      <translation>Tắt</translation>
    </message>
    <message>
      <source>Exposure</source>
      <translation>Phơi sáng</translation>
    </message>
    <message>
      <source>Exposure time</source>
      <translation>Thời gian phơi sáng</translation>
    </message>
    <message>
      <source>Fewer pictures in low light</source>
      <translation>Ít hình hơn khi thiếu sáng</translation>
    </message>
    <message>
      <source>Exposure level</source>
      <translation>Mức phơi sáng</translation>
    </message>
    <message>
      <source>Automatic gain</source>
      <translation>Khuếch đại tự động</translation>
    </message>
    <message>
      <source>Gain</source>
      <translation>Khuếch đại</translation>
    </message>
    <message>
      <source>Backlight compensation</source>
      <translation>Bù ngược sáng</translation>
    </message>
    <message>
      <source>Automatic focus</source>
      <translation>Lấy nét tự động</translation>
    </message>
    <message>
      <source>Focus</source>
      <translation>Lấy nét</translation>
    </message>
    <message>
      <source>Automatic white balance</source>
      <translation>Cân bằng trắng tự động</translation>
    </message>
    <message>
      <source>White balance</source>
      <translation>Cân bằng trắng</translation>
    </message>
    <message>
      <source>Automatic brightness</source>
      <translation>Độ sáng tự động</translation>
    </message>
    <message>
      <source>Brightness</source>
      <translation>Độ sáng</translation>
    </message>
    <message>
      <source>Contrast</source>
      <translation>Độ tương phản</translation>
    </message>
    <message>
      <source>Saturation</source>
      <translation>Độ bão hòa</translation>
    </message>
    <message>
      <source>Automatic hue</source>
      <translation>Sắc độ tự động</translation>
    </message>
    <message>
      <source>Hue</source>
      <translation>Sắc độ</translation>
    </message>
    <message>
      <source>Gamma</source>
      <translation>Gamma</translation>
    </message>
    <message>
      <source>Sharpness</source>
      <translation>Độ sắc nét</translation>
    </message>
    <message>
      <source>Against flicker of lamps</source>
      <translation>Chống nhấp nháy của đèn</translation>
    </message>
    <message>
      <source>Camera's zoom</source>
      <translation>Thu phóng của camera</translation>
    </message>
    <message>
      <source>Camera's pan</source>
      <translation>Xoay ngang của camera</translation>
    </message>
    <message>
      <source>Camera's tilt</source>
      <translation>Xoay dọc của camera</translation>
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
    <name>Checks</name>
    <message>
      <source>access</source>
      <translation>quyền truy cập</translation>
    </message>
    <message>
      <source>browsers</source>
      <translation>trình duyệt</translation>
    </message>
    <message>
      <source>device</source>
      <translation>thiết bị</translation>
    </message>
    <message>
      <source>driver</source>
      <translation>trình điều khiển</translation>
    </message>
    <message>
      <source>feeding</source>
      <translation>đưa hình</translation>
    </message>
    <message>
      <source>flatpak</source>
      <translation>flatpak</translation>
    </message>
    <message>
      <source>gstreamer</source>
      <translation>gstreamer</translation>
    </message>
    <message>
      <source>log</source>
      <translation>nhật ký</translation>
    </message>
    <message>
      <source>obs</source>
      <translation>obs</translation>
    </message>
    <message>
      <source>pipewire</source>
      <translation>pipewire</translation>
    </message>
    <message>
      <source>portal</source>
      <translation>portal</translation>
    </message>
    <message>
      <source>secure boot</source>
      <translation>secure boot</translation>
    </message>
    <message>
      <source>settings</source>
      <translation>cài đặt</translation>
    </message>
    <message>
      <source>webcam</source>
      <translation>webcam</translation>
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
      <source>lowest-latency</source>
      <translation>trễ ít nhất</translation>
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
      <source>steady</source>
      <translation>đều đặn</translation>
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
      <source>The first camera (none found yet)</source>
      <translation>Camera đầu tiên (chưa tìm thấy)</translation>
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
    <name>ControlRow</name>
    <message>
      <source>Reset to %1</source>
      <translation>Đặt lại thành %1</translation>
    </message>
    <message>
      <source>Reset %1</source>
      <translation>Đặt lại %1</translation>
    </message>
    <message>
      <source>The camera has locked it for now.</source>
      <translation>Camera đang khóa mục này.</translation>
    </message>
    <message>
      <source>Another control sets it now.</source>
      <translation>Một mục khác đang điều khiển mục này.</translation>
    </message>
    <message>
      <source>“%1” sets it now; switch that off first.</source>
      <translation>“%1” đang điều khiển mục này; hãy tắt nó trước.</translation>
    </message>
    <message>
      <source>“%1” sets it now; choose “%2” there first.</source>
      <translation>“%1” đang điều khiển mục này; hãy chọn “%2” ở đó trước.</translation>
    </message>
  </context>
  <context>
    <name>ControlsPage</name>
    <message>
      <source>Camera controls</source>
      <translation>Điều khiển camera</translation>
    </message>
    <message>
      <source>&amp;Reset all</source>
      <translation>Đặt &amp;lại tất cả</translation>
    </message>
    <message>
      <source>&amp;Close</source>
      <translation>Đón&amp;g</translation>
    </message>
    <message>
      <source>What is shown now is not a camera, and has no controls.</source>
      <translation>Nguồn đang hiện không phải là camera nên không có gì để điều khiển.</translation>
    </message>
    <message>
      <source>There is no camera: choose one, and do not pause.</source>
      <translation>Không có camera: hãy chọn một camera và đừng tạm dừng.</translation>
    </message>
    <message>
      <source>Looking…</source>
      <translation>Đang tìm…</translation>
    </message>
    <message>
      <source>%1 itself is set here; what you set is kept for it.</source>
      <translation>Ở đây bạn chỉnh chính %1; những gì bạn chỉnh được lưu cho camera này.</translation>
    </message>
    <message>
      <source>%1 has no controls that livebg can set.</source>
      <translation>livebg không điều khiển được mục nào của %1.</translation>
    </message>
  </context>
  <context>
    <name>Devices</name>
    <message>
      <source>The processor</source>
      <translation>Bộ xử lý (CPU)</translation>
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
      <source>%1 to %2</source>
      <translation>%1 đến %2</translation>
    </message>
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
      <source>Picture: as set</source>
      <translation>Hình: như đã đặt</translation>
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
    <message>
      <source>Whole frame</source>
      <translation>Cả khung hình</translation>
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
      <source>Show livebg in the desktop's &amp;menu</source>
      <translation>Hiện livebg trong &amp;menu của máy</translation>
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
      <source>empty room used</source>
      <translation>dùng ảnh phòng trống</translation>
    </message>
    <message>
      <source>empty room not used</source>
      <translation>không dùng ảnh phòng trống</translation>
    </message>
    <message>
      <source>whole frames on the GPU</source>
      <translation>cả khung hình trên GPU</translation>
    </message>
    <message>
      <source>stages on the CPU</source>
      <translation>từng bước trên CPU</translation>
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
    <message>
      <source>it fits again</source>
      <translation>ảnh lại khớp</translation>
    </message>
    <message>
      <source>the camera or the light has moved</source>
      <translation>camera hoặc ánh sáng đã thay đổi</translation>
    </message>
    <message>
      <source>the fused graph is ready</source>
      <translation>đồ thị gộp đã sẵn sàng</translation>
    </message>
    <message>
      <source>the fused graph is without %1</source>
      <translation>đồ thị gộp không có %1</translation>
    </message>
    <message>
      <source>the GPU failed</source>
      <translation>GPU gặp lỗi</translation>
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
    <name>Models</name>
    <message>
      <source>Fast</source>
      <translation>Nhanh</translation>
    </message>
    <message>
      <source>Balanced</source>
      <translation>Cân bằng</translation>
    </message>
    <message>
      <source>Quality</source>
      <translation>Chất lượng</translation>
    </message>
    <message>
      <source>Tiramisu</source>
      <translation>Tiramisu</translation>
    </message>
    <message>
      <source>Fast: easy on the computer</source>
      <translation>Nhanh: nhẹ cho máy</translation>
    </message>
    <message>
      <source>Balanced: right for most</source>
      <translation>Cân bằng: hợp với đa số</translation>
    </message>
    <message>
      <source>Quality: finest edges, most work</source>
      <translation>Chất lượng: viền mịn nhất, nặng nhất</translation>
    </message>
    <message>
      <source>Tiramisu: of another design, for comparison</source>
      <translation>Tiramisu: kiểu khác, để so sánh</translation>
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
      <source>Doctor…</source>
      <translation>Bác sĩ…</translation>
    </message>
    <message>
      <source>Find out why calls cannot see livebg</source>
      <translation>Tìm hiểu vì sao cuộc gọi không thấy livebg</translation>
    </message>
    <message>
      <source>Virtual camera</source>
      <translation>Camera ảo</translation>
    </message>
    <message>
      <source>Calls cannot see livebg yet: there is no virtual camera. Run this in a terminal, then look again:</source>
      <translation>Cuộc gọi chưa thấy livebg: chưa có camera ảo. Hãy chạy lệnh này trong cửa sổ dòng lệnh rồi tìm lại:</translation>
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
      <source>Drop it here to use it as your background</source>
      <translation>Thả vào đây để dùng làm phông nền</translation>
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
      <source>&amp;Smoothing strength</source>
      <translation>Độ &amp;mượt</translation>
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
    <name>Sentences</name>
    <message>
      <source>'utf-8' codec can't decode byte {1} in position {2}: {3}</source>
      <translation>tệp không ở dạng UTF-8, byte {1} ở vị trí {2}: {3}</translation>
    </message>
    <message>
      <source>'v4l2loopback' backend: No v4l2 loopback device found at {1}. Did you run 'modprobe v4l2loopback'? See also pyvirtualcam's documentation</source>
      <translation>'v4l2loopback': không tìm thấy thiết bị v4l2 loopback nào ở {1}. Bạn đã chạy 'modprobe v4l2loopback' chưa? Xem thêm tài liệu của pyvirtualcam</translation>
    </message>
    <message>
      <source>'v4l2loopback' backend: {1}</source>
      <translation>'v4l2loopback': {1}</translation>
    </message>
    <message>
      <source>Address already in use</source>
      <translation>địa chỉ đang được dùng</translation>
    </message>
    <message>
      <source>Apple's GPU and Neural Engine</source>
      <translation>GPU và Neural Engine của Apple</translation>
    </message>
    <message>
      <source>Broken pipe</source>
      <translation>kết nối bị đứt</translation>
    </message>
    <message>
      <source>Cannot allocate memory</source>
      <translation>không đủ bộ nhớ</translation>
    </message>
    <message>
      <source>Chrome, Edge and Teams do not list the device</source>
      <translation>Chrome, Edge và Teams không liệt kê thiết bị này</translation>
    </message>
    <message>
      <source>Connection refused</source>
      <translation>kết nối bị từ chối</translation>
    </message>
    <message>
      <source>Connection reset by peer</source>
      <translation>bên kia đã ngắt kết nối</translation>
    </message>
    <message>
      <source>Connection timed out</source>
      <translation>kết nối quá thời gian chờ</translation>
    </message>
    <message>
      <source>Decoder not found</source>
      <translation>không có bộ giải mã</translation>
    </message>
    <message>
      <source>Device or resource busy</source>
      <translation>thiết bị đang bận</translation>
    </message>
    <message>
      <source>Disk quota exceeded</source>
      <translation>đã dùng hết hạn mức đĩa</translation>
    </message>
    <message>
      <source>Empty key at line {1} col {2}</source>
      <translation>khóa trống ở dòng {1} cột {2}</translation>
    </message>
    <message>
      <source>End of file</source>
      <translation>hết tệp</translation>
    </message>
    <message>
      <source>Extra inputs are not permitted</source>
      <translation>không có cài đặt nào tên như vậy</translation>
    </message>
    <message>
      <source>Field required</source>
      <translation>cần có mục này</translation>
    </message>
    <message>
      <source>File exists</source>
      <translation>tệp đã có</translation>
    </message>
    <message>
      <source>File name too long</source>
      <translation>tên tệp quá dài</translation>
    </message>
    <message>
      <source>File too large</source>
      <translation>tệp quá lớn</translation>
    </message>
    <message>
      <source>GStreamer can give pictures to PipeWire</source>
      <translation>GStreamer có thể đưa hình cho PipeWire</translation>
    </message>
    <message>
      <source>GStreamer or its PipeWire part is missing</source>
      <translation>thiếu GStreamer hoặc phần PipeWire của nó</translation>
    </message>
    <message>
      <source>Immediate exit requested</source>
      <translation>bị yêu cầu dừng ngay</translation>
    </message>
    <message>
      <source>Input should be a finite number</source>
      <translation>cần là một số hữu hạn</translation>
    </message>
    <message>
      <source>Input should be a valid boolean</source>
      <translation>cần là true hoặc false</translation>
    </message>
    <message>
      <source>Input should be a valid boolean, unable to interpret input</source>
      <translation>cần là true hoặc false</translation>
    </message>
    <message>
      <source>Input should be a valid dictionary or instance of {1}</source>
      <translation>cần là một nhóm các mục, kiểu {1}</translation>
    </message>
    <message>
      <source>Input should be a valid integer</source>
      <translation>cần là một số nguyên</translation>
    </message>
    <message>
      <source>Input should be a valid integer, got a number with a fractional part</source>
      <translation>cần là một số nguyên, không có phần lẻ</translation>
    </message>
    <message>
      <source>Input should be a valid integer, unable to parse string as an integer</source>
      <translation>cần là một số nguyên, không phải chữ</translation>
    </message>
    <message>
      <source>Input should be a valid number</source>
      <translation>cần là một số</translation>
    </message>
    <message>
      <source>Input should be a valid number, unable to parse string as a number</source>
      <translation>cần là một số, không phải chữ</translation>
    </message>
    <message>
      <source>Input should be a valid string</source>
      <translation>cần là một chuỗi chữ</translation>
    </message>
    <message>
      <source>Input should be greater than or equal to {1}</source>
      <translation>cần lớn hơn hoặc bằng {1}</translation>
    </message>
    <message>
      <source>Input should be less than or equal to {1}</source>
      <translation>cần nhỏ hơn hoặc bằng {1}</translation>
    </message>
    <message>
      <source>Input should be {1}</source>
      <translation>cần là {1}</translation>
    </message>
    <message>
      <source>Input should be {1} or {2}</source>
      <translation>cần là {1} hoặc {2}</translation>
    </message>
    <message>
      <source>Input/output error</source>
      <translation>lỗi đọc hoặc ghi</translation>
    </message>
    <message>
      <source>Intel GPUs and NPUs</source>
      <translation>GPU và NPU của Intel</translation>
    </message>
    <message>
      <source>Invalid JSON: {1}</source>
      <translation>JSON không hợp lệ: {1}</translation>
    </message>
    <message>
      <source>Invalid argument</source>
      <translation>tham số không hợp lệ</translation>
    </message>
    <message>
      <source>Invalid character {1} in string at line {2} col {3}</source>
      <translation>ký tự không hợp lệ {1} trong chuỗi ở dòng {2} cột {3}</translation>
    </message>
    <message>
      <source>Invalid data found when processing input</source>
      <translation>dữ liệu không hợp lệ</translation>
    </message>
    <message>
      <source>Invalid number at line {1} col {2}</source>
      <translation>số không hợp lệ ở dòng {1} cột {2}</translation>
    </message>
    <message>
      <source>Invalid number or date format at line {1} col {2}</source>
      <translation>số hoặc ngày không hợp lệ ở dòng {1} cột {2}</translation>
    </message>
    <message>
      <source>Is a directory</source>
      <translation>đây là một thư mục</translation>
    </message>
    <message>
      <source>Key "{1}" already exists. at line {2} col {3}</source>
      <translation>khóa "{1}" đã có, ở dòng {2} cột {3}</translation>
    </message>
    <message>
      <source>NVIDIA GPUs</source>
      <translation>GPU NVIDIA</translation>
    </message>
    <message>
      <source>NVIDIA GPUs through ONNX Runtime</source>
      <translation>GPU NVIDIA qua ONNX Runtime</translation>
    </message>
    <message>
      <source>Network is unreachable</source>
      <translation>không liên lạc được với mạng</translation>
    </message>
    <message>
      <source>No route to host</source>
      <translation>không có đường đến máy đó</translation>
    </message>
    <message>
      <source>No space left on device</source>
      <translation>không còn chỗ trống trên đĩa</translation>
    </message>
    <message>
      <source>No such device</source>
      <translation>không có thiết bị này</translation>
    </message>
    <message>
      <source>No such device or address</source>
      <translation>không có thiết bị hoặc địa chỉ này</translation>
    </message>
    <message>
      <source>No such file or directory</source>
      <translation>không có tệp hoặc thư mục này</translation>
    </message>
    <message>
      <source>Not a directory</source>
      <translation>đây không phải là thư mục</translation>
    </message>
    <message>
      <source>OBS is not installed</source>
      <translation>OBS chưa được cài</translation>
    </message>
    <message>
      <source>OBS's virtual camera is installed; keep OBS itself closed while livebg runs</source>
      <translation>camera ảo của OBS đã được cài; hãy đóng OBS trong lúc livebg chạy</translation>
    </message>
    <message>
      <source>Operation not permitted</source>
      <translation>thao tác không được phép</translation>
    </message>
    <message>
      <source>Permission denied</source>
      <translation>không có quyền</translation>
    </message>
    <message>
      <source>PipeWire does not run</source>
      <translation>PipeWire không chạy</translation>
    </message>
    <message>
      <source>PipeWire runs</source>
      <translation>PipeWire đang chạy</translation>
    </message>
    <message>
      <source>PipeWire, without a driver: for browsers</source>
      <translation>PipeWire, không cần trình điều khiển: cho trình duyệt</translation>
    </message>
    <message>
      <source>Protocol not found</source>
      <translation>không hỗ trợ giao thức này</translation>
    </message>
    <message>
      <source>Read-only file system</source>
      <translation>hệ thống tệp chỉ cho đọc</translation>
    </message>
    <message>
      <source>Resource temporarily unavailable</source>
      <translation>tạm thời không dùng được</translation>
    </message>
    <message>
      <source>Secure Boot is on</source>
      <translation>Secure Boot đang bật</translation>
    </message>
    <message>
      <source>Server returned 404 Not Found</source>
      <translation>máy chủ trả lời 404 Not Found</translation>
    </message>
    <message>
      <source>String should match pattern {1}</source>
      <translation>cần khớp với mẫu {1}</translation>
    </message>
    <message>
      <source>TensorRT {1} is too old; expected 10.12 or newer</source>
      <translation>TensorRT {1} quá cũ; cần 10.12 hoặc mới hơn</translation>
    </message>
    <message>
      <source>Too many levels of symbolic links</source>
      <translation>có quá nhiều liên kết nối tiếp nhau</translation>
    </message>
    <message>
      <source>Too many open files</source>
      <translation>có quá nhiều tệp đang mở</translation>
    </message>
    <message>
      <source>Unexpected character: {1} at line {2} col {3}</source>
      <translation>ký tự không hợp lệ: {1} ở dòng {2} cột {3}</translation>
    </message>
    <message>
      <source>Unexpected end of file at line {1} col {2}</source>
      <translation>tệp kết thúc đột ngột ở dòng {1} cột {2}</translation>
    </message>
    <message>
      <source>[Errno {1}] {2}</source>
      <translation>{2} (lỗi {1})</translation>
    </message>
    <message>
      <source>[Errno {1}] {2}: {3}</source>
      <translation>{2}: {3} (lỗi {1})</translation>
    </message>
    <message>
      <source>a Wayland desktop hides its windows from screen capture: the picture may be black</source>
      <translation>màn hình Wayland giấu các cửa sổ khi chụp màn hình: hình có thể bị đen</translation>
    </message>
    <message>
      <source>a background gave a picture of shape {1}; expected {2}</source>
      <translation>một phông nền cho hình có kích thước {1}; cần {2}</translation>
    </message>
    <message>
      <source>a background's name cannot be empty; type at least one letter</source>
      <translation>tên phông nền không được để trống; hãy gõ ít nhất một chữ</translation>
    </message>
    <message>
      <source>a fused graph was given {1}; expected {2}</source>
      <translation>đồ thị gộp nhận được {1}; cần {2}</translation>
    </message>
    <message>
      <source>a menu entry</source>
      <translation>mục trong menu</translation>
    </message>
    <message>
      <source>a preset's name cannot be empty; type at least one letter</source>
      <translation>tên mẫu không được để trống; hãy gõ ít nhất một chữ</translation>
    </message>
    <message>
      <source>a whole frame takes {1} ms there, and {2} ms on the CPU</source>
      <translation>cả khung hình ở đó mất {1} ms, còn trên CPU mất {2} ms</translation>
    </message>
    <message>
      <source>a whole number from {1} to {2}</source>
      <translation>một số nguyên từ {1} đến {2}</translation>
    </message>
    <message>
      <source>a whole number from {1} to {2} in steps of {3}</source>
      <translation>một số nguyên từ {1} đến {2}, mỗi bước {3}</translation>
    </message>
    <message>
      <source>another program uses it</source>
      <translation>một chương trình khác đang dùng nó</translation>
    </message>
    <message>
      <source>another size or rate is used once {1} no longer watches</source>
      <translation>kích thước hoặc tốc độ khác sẽ được dùng khi {1} không còn xem nữa</translation>
    </message>
    <message>
      <source>another size or rate needs a restart, as the driver lets the camera be fed only once: end livebg, {1}; then start livebg again</source>
      <translation>kích thước hoặc tốc độ khác cần khởi động lại, vì trình điều khiển chỉ cho đưa hình vào camera một lần: hãy thoát livebg, {1}; rồi mở lại livebg</translation>
    </message>
    <message>
      <source>any GPU on Windows</source>
      <translation>mọi GPU trên Windows</translation>
    </message>
    <message>
      <source>any processor</source>
      <translation>mọi bộ xử lý</translation>
    </message>
    <message>
      <source>asked {1}x{2} at {3} MJPG, got {4}x{5} at {6} {7}</source>
      <translation>yêu cầu {1}x{2} ở {3} hình/giây MJPG, nhận được {4}x{5} ở {6} hình/giây {7}</translation>
    </message>
    <message>
      <source>asked {1}x{2} at {3} {4}, got {5}x{6} at {7} {8}</source>
      <translation>yêu cầu {1}x{2} ở {3} hình/giây {4}, nhận được {5}x{6} ở {7} hình/giây {8}</translation>
    </message>
    <message>
      <source>cannot add {1} to the library {2}: {3}</source>
      <translation>không thêm được {1} vào thư viện {2}: {3}</translation>
    </message>
    <message>
      <source>cannot capture the screen: {1}; run livebg inside a desktop session</source>
      <translation>không chụp được màn hình: {1}; hãy chạy livebg trong một phiên đồ họa</translation>
    </message>
    <message>
      <source>cannot decode the picture {1}: it has too many pixels; make it smaller</source>
      <translation>không giải mã được hình {1}: hình có quá nhiều điểm ảnh; hãy thu nhỏ lại</translation>
    </message>
    <message>
      <source>cannot decode the picture {1}: it is damaged</source>
      <translation>không giải mã được hình {1}: tệp bị hỏng</translation>
    </message>
    <message>
      <source>cannot delete {1}: {2}</source>
      <translation>không xóa được {1}: {2}</translation>
    </message>
    <message>
      <source>cannot keep the camera's controls in {1}: {2}</source>
      <translation>không lưu được các điều khiển của camera vào {1}: {2}</translation>
    </message>
    <message>
      <source>cannot keep thumbnails in {1}: {2}</source>
      <translation>không giữ được hình thu nhỏ trong {1}: {2}</translation>
    </message>
    <message>
      <source>cannot listen for `livebg ctl` at {1}: {2}</source>
      <translation>không nhận được lệnh `livebg ctl` ở {1}: {2}</translation>
    </message>
    <message>
      <source>cannot make the folder {1} for `livebg ctl`: {2}</source>
      <translation>không tạo được thư mục {1} cho `livebg ctl`: {2}</translation>
    </message>
    <message>
      <source>cannot open the stream {1}: {2}; is the address right and the sender on?</source>
      <translation>không mở được luồng {1}: {2}; địa chỉ có đúng và bên phát có đang bật không?</translation>
    </message>
    <message>
      <source>cannot read the camera's controls in {1}: expected a control's name and a whole number, got {2} = {3}; mend or delete the file</source>
      <translation>không đọc được các điều khiển của camera trong {1}: cần tên một điều khiển và một số nguyên, nhưng gặp {2} = {3}; hãy sửa hoặc xóa tập tin đó</translation>
    </message>
    <message>
      <source>cannot read the camera's controls in {1}: {2}; mend or delete the file</source>
      <translation>không đọc được các điều khiển của camera trong {1}: {2}; hãy sửa hoặc xóa tập tin đó</translation>
    </message>
    <message>
      <source>cannot read the folder {1}: {2}</source>
      <translation>không đọc được thư mục {1}: {2}</translation>
    </message>
    <message>
      <source>cannot read the picture {1}: {2}</source>
      <translation>không đọc được hình {1}: {2}</translation>
    </message>
    <message>
      <source>cannot read the settings file {1}: {2}</source>
      <translation>không đọc được tệp cài đặt {1}: {2}</translation>
    </message>
    <message>
      <source>cannot read {1} {2}: {3}; make it anew</source>
      <translation>không đọc được {1} {2}: {3}; hãy tạo lại</translation>
    </message>
    <message>
      <source>cannot read {1}: {2}</source>
      <translation>không đọc được {1}: {2}</translation>
    </message>
    <message>
      <source>cannot read {1}: {2}; mend it or delete it</source>
      <translation>không đọc được {1}: {2}; hãy sửa hoặc xóa tệp này</translation>
    </message>
    <message>
      <source>cannot save {1}: {2}; what you change is forgotten when livebg ends</source>
      <translation>không lưu được {1}: {2}; những gì bạn thay đổi sẽ mất khi livebg kết thúc</translation>
    </message>
    <message>
      <source>cannot write the library {1}: {2}; it stays as it was</source>
      <translation>không ghi được thư viện {1}: {2}; thư viện vẫn như cũ</translation>
    </message>
    <message>
      <source>cannot write the menu entry {1}: {2}</source>
      <translation>không ghi được mục trong menu {1}: {2}</translation>
    </message>
    <message>
      <source>cannot write {1} for `livebg ctl`: {2}</source>
      <translation>không ghi được {1} cho `livebg ctl`: {2}</translation>
    </message>
    <message>
      <source>cannot write {1}: {2}</source>
      <translation>không ghi được {1}: {2}</translation>
    </message>
    <message>
      <source>cuda-bindings cannot be imported ({1}); pip install 'livebg[rtx]'</source>
      <translation>không nạp được cuda-bindings ({1}); pip install 'livebg[rtx]'</translation>
    </message>
    <message>
      <source>exclusive_caps is off</source>
      <translation>exclusive_caps đang tắt</translation>
    </message>
    <message>
      <source>exclusive_caps is on, so that Chrome lists the device</source>
      <translation>exclusive_caps đang bật, nhờ vậy Chrome liệt kê thiết bị này</translation>
    </message>
    <message>
      <source>extra inputs are not permitted</source>
      <translation>không có cài đặt nào tên như vậy</translation>
    </message>
    <message>
      <source>field required</source>
      <translation>cần có mục này</translation>
    </message>
    <message>
      <source>in a format without a name</source>
      <translation>ở định dạng không tên</translation>
    </message>
    <message>
      <source>input should be a finite number</source>
      <translation>cần là một số hữu hạn</translation>
    </message>
    <message>
      <source>input should be a valid boolean</source>
      <translation>cần là true hoặc false</translation>
    </message>
    <message>
      <source>input should be a valid boolean, unable to interpret input</source>
      <translation>cần là true hoặc false</translation>
    </message>
    <message>
      <source>input should be a valid dictionary or instance of {1}</source>
      <translation>cần là một nhóm các mục, kiểu {1}</translation>
    </message>
    <message>
      <source>input should be a valid integer</source>
      <translation>cần là một số nguyên</translation>
    </message>
    <message>
      <source>input should be a valid integer, got a number with a fractional part</source>
      <translation>cần là một số nguyên, không có phần lẻ</translation>
    </message>
    <message>
      <source>input should be a valid integer, unable to parse string as an integer</source>
      <translation>cần là một số nguyên, không phải chữ</translation>
    </message>
    <message>
      <source>input should be a valid number</source>
      <translation>cần là một số</translation>
    </message>
    <message>
      <source>input should be a valid number, unable to parse string as a number</source>
      <translation>cần là một số, không phải chữ</translation>
    </message>
    <message>
      <source>input should be a valid string</source>
      <translation>cần là một chuỗi chữ</translation>
    </message>
    <message>
      <source>input should be greater than or equal to {1}</source>
      <translation>cần lớn hơn hoặc bằng {1}</translation>
    </message>
    <message>
      <source>input should be less than or equal to {1}</source>
      <translation>cần nhỏ hơn hoặc bằng {1}</translation>
    </message>
    <message>
      <source>input should be {1}</source>
      <translation>cần là {1}</translation>
    </message>
    <message>
      <source>input should be {1} or {2}</source>
      <translation>cần là {1} hoặc {2}</translation>
    </message>
    <message>
      <source>install OBS Studio 30 or newer, start its virtual camera once, allow its extension in System Settings, stop it and close OBS</source>
      <translation>cài OBS Studio 30 hoặc mới hơn, bật camera ảo của nó một lần, cho phép phần mở rộng của nó trong Cài đặt hệ thống, tắt camera ảo và đóng OBS</translation>
    </message>
    <message>
      <source>install OBS Studio, start its virtual camera once, and close OBS: its camera takes one program at a time. Or install Unity Capture</source>
      <translation>cài OBS Studio, bật camera ảo của nó một lần rồi đóng OBS: camera đó chỉ nhận một chương trình mỗi lúc. Hoặc cài Unity Capture</translation>
    </message>
    <message>
      <source>install it: sudo apt install gstreamer1.0-tools gstreamer1.0-plugins-base gstreamer1.0-pipewire</source>
      <translation>hãy cài: sudo apt install gstreamer1.0-tools gstreamer1.0-plugins-base gstreamer1.0-pipewire</translation>
    </message>
    <message>
      <source>install the driver and load it: sudo apt install v4l2loopback-dkms linux-headers-$(uname -r) &amp;&amp; {1}</source>
      <translation>cài và nạp trình điều khiển: sudo apt install v4l2loopback-dkms linux-headers-$(uname -r) &amp;&amp; {1}</translation>
    </message>
    <message>
      <source>install v4l2loopback</source>
      <translation>cài v4l2loopback</translation>
    </message>
    <message>
      <source>internal error: {1}</source>
      <translation>lỗi nội bộ: {1}</translation>
    </message>
    <message>
      <source>invalid JSON: {1}</source>
      <translation>JSON không hợp lệ: {1}</translation>
    </message>
    <message>
      <source>it cannot be opened</source>
      <translation>không mở được webcam này</translation>
    </message>
    <message>
      <source>it is read-only</source>
      <translation>tệp chỉ cho đọc</translation>
    </message>
    <message>
      <source>it lists cameras of PipeWire only</source>
      <translation>nó chỉ liệt kê camera của PipeWire</translation>
    </message>
    <message>
      <source>it: got {1}, {2}</source>
      <translation>mẫu này: nhận được {1}, {2}</translation>
    </message>
    <message>
      <source>its picture differs from the CPU's by {1} grey levels on average; at most {2}</source>
      <translation>hình của nó khác hình của CPU trung bình {1} mức xám; nhiều nhất là {2}</translation>
    </message>
    <message>
      <source>livebg cannot feed it</source>
      <translation>livebg không thể đưa hình vào đó</translation>
    </message>
    <message>
      <source>livebg cannot feed it again</source>
      <translation>livebg không thể đưa hình vào đó lần nữa</translation>
    </message>
    <message>
      <source>livebg feeds its own device only</source>
      <translation>livebg chỉ đưa hình vào thiết bị của chính nó</translation>
    </message>
    <message>
      <source>livebg run does not start, and the window uses only what is right in them</source>
      <translation>livebg run không khởi động được, còn cửa sổ chỉ dùng những gì đúng trong đó</translation>
    </message>
    <message>
      <source>livebg runs already; use its window, or `livebg ctl`</source>
      <translation>livebg đang chạy rồi; hãy dùng cửa sổ của nó, hoặc `livebg ctl`</translation>
    </message>
    <message>
      <source>livebg sets a camera's controls on Linux only; here, use the program of the camera's maker</source>
      <translation>livebg chỉ chỉnh được camera trên Linux; ở đây hãy dùng chương trình của hãng camera</translation>
    </message>
    <message>
      <source>livebg shows its picture through it; once installed, start its virtual camera once and close OBS</source>
      <translation>livebg phát hình qua OBS; sau khi cài, hãy bật camera ảo của nó một lần rồi đóng OBS</translation>
    </message>
    <message>
      <source>load the driver (Debian package v4l2loopback-dkms): {1}</source>
      <translation>nạp trình điều khiển (gói Debian v4l2loopback-dkms): {1}</translation>
    </message>
    <message>
      <source>most webcams serve one program at a time</source>
      <translation>hầu hết webcam chỉ phục vụ một chương trình mỗi lúc</translation>
    </message>
    <message>
      <source>no GPU can be opened: {1}</source>
      <translation>không mở được GPU nào: {1}</translation>
    </message>
    <message>
      <source>no PipeWire camera: PipeWire does not run. Start it: systemctl --user enable --now pipewire wireplumber</source>
      <translation>không có camera PipeWire: PipeWire không chạy. Hãy khởi động: systemctl --user enable --now pipewire wireplumber</translation>
    </message>
    <message>
      <source>no PipeWire camera: gst-launch-1.0 is missing. Install it: sudo apt install gstreamer1.0-tools gstreamer1.0-plugins-base gstreamer1.0-pipewire</source>
      <translation>không có camera PipeWire: thiếu gst-launch-1.0. Hãy cài: sudo apt install gstreamer1.0-tools gstreamer1.0-plugins-base gstreamer1.0-pipewire</translation>
    </message>
    <message>
      <source>no PipeWire camera: {1}. See what is missing: livebg doctor</source>
      <translation>không có camera PipeWire: {1}. Xem còn thiếu gì: livebg doctor</translation>
    </message>
    <message>
      <source>no camera can be used: {1}</source>
      <translation>không dùng được camera nào: {1}</translation>
    </message>
    <message>
      <source>no camera was found but virtual ones ({1}), which must be named. To look again: livebg cameras. To see livebg without one: livebg demo</source>
      <translation>chỉ tìm thấy camera ảo ({1}), muốn dùng thì phải chọn theo tên. Để tìm lại: livebg cameras. Để xem livebg khi không có camera: livebg demo</translation>
    </message>
    <message>
      <source>no camera was found. To look again: livebg cameras. To see livebg without one: livebg demo</source>
      <translation>không tìm thấy camera nào. Để tìm lại: livebg cameras. Để xem livebg khi không có camera: livebg demo</translation>
    </message>
    <message>
      <source>no device is named livebg; there is: none</source>
      <translation>không có thiết bị nào tên livebg; hiện không có thiết bị nào</translation>
    </message>
    <message>
      <source>no device is named livebg; there is: {1}</source>
      <translation>không có thiết bị nào tên livebg; hiện có: {1}</translation>
    </message>
    <message>
      <source>no library that builds engines: {1}</source>
      <translation>không có thư viện nào để dựng mô-đun chạy mạng: {1}</translation>
    </message>
    <message>
      <source>no model {1}; expected one of (none bundled) or an .onnx file</source>
      <translation>không có mô hình {1}; cần một trong (không có mô hình đi kèm) hoặc một tệp .onnx</translation>
    </message>
    <message>
      <source>no model {1}; expected one of {2} or an .onnx file</source>
      <translation>không có mô hình {1}; cần một trong {2} hoặc một tệp .onnx</translation>
    </message>
    <message>
      <source>no thumbnail could be made of {1}</source>
      <translation>không tạo được hình thu nhỏ từ {1}</translation>
    </message>
    <message>
      <source>no virtual camera is named livebg; there is only another program's: {1}. Add one: {2}. Or use that one: --device {3}</source>
      <translation>không có camera ảo nào tên livebg; chỉ có camera ảo của chương trình khác: {1}. Hãy thêm một camera ảo: {2}. Hoặc dùng camera ảo đó: --device {3}</translation>
    </message>
    <message>
      <source>no virtual camera: {1}. To get one, {2}</source>
      <translation>không có camera ảo: {1}. Để có camera ảo, hãy {2}</translation>
    </message>
    <message>
      <source>no webcam was found</source>
      <translation>không tìm thấy webcam nào</translation>
    </message>
    <message>
      <source>nothing came in time</source>
      <translation>không nhận được gì trong thời gian chờ</translation>
    </message>
    <message>
      <source>on or off</source>
      <translation>bật (on) hoặc tắt (off)</translation>
    </message>
    <message>
      <source>one of {1}</source>
      <translation>một trong các giá trị {1}</translation>
    </message>
    <message>
      <source>one program feeds it at a time</source>
      <translation>mỗi lúc chỉ một chương trình đưa hình vào đó</translation>
    </message>
    <message>
      <source>only a camera without the driver (--sink pipewire) needs it</source>
      <translation>chỉ camera không dùng trình điều khiển (--sink pipewire) mới cần đến</translation>
    </message>
    <message>
      <source>only on {1}</source>
      <translation>chỉ có trên {1}</translation>
    </message>
    <message>
      <source>onnxruntime {1} is without it; the onnxruntime packages exclude one another, so first: pip uninstall onnxruntime, then: pip install {2}</source>
      <translation>onnxruntime {1} không có phần này; các gói onnxruntime loại trừ lẫn nhau, nên trước hết: pip uninstall onnxruntime, rồi: pip install {2}</translation>
    </message>
    <message>
      <source>pycuda cannot be used ({1}); pip install 'livebg[tensorrt]'</source>
      <translation>không dùng được pycuda ({1}); pip install 'livebg[tensorrt]'</translation>
    </message>
    <message>
      <source>read from {1}</source>
      <translation>đọc từ {1}</translation>
    </message>
    <message>
      <source>reload the driver: {1}</source>
      <translation>nạp lại trình điều khiển: {1}</translation>
    </message>
    <message>
      <source>somebody is in {1} of the picture; leave it, and record the empty room again</source>
      <translation>có người chiếm {1} khung hình; hãy ra khỏi đó rồi ghi lại căn phòng trống</translation>
    </message>
    <message>
      <source>something moved in {1} of the picture while the empty room was recorded; leave the picture, wait for the camera to settle, and try again</source>
      <translation>có vật chuyển động trong {1} khung hình khi đang ghi căn phòng trống; hãy ra khỏi khung hình, chờ camera ổn định rồi thử lại</translation>
    </message>
    <message>
      <source>starting with the desktop</source>
      <translation>việc khởi động cùng máy</translation>
    </message>
    <message>
      <source>string should match pattern {1}</source>
      <translation>cần khớp với mẫu {1}</translation>
    </message>
    <message>
      <source>sudo dnf install akmod-v4l2loopback (of RPM Fusion)</source>
      <translation>sudo dnf install akmod-v4l2loopback (của RPM Fusion)</translation>
    </message>
    <message>
      <source>sudo mokutil --import /var/lib/dkms/mok.pub, then restart and choose Enroll MOK</source>
      <translation>sudo mokutil --import /var/lib/dkms/mok.pub, rồi khởi động lại máy và chọn Enroll MOK</translation>
    </message>
    <message>
      <source>sudo usermod -aG video $USER, then log in again</source>
      <translation>sudo usermod -aG video $USER, rồi đăng nhập lại</translation>
    </message>
    <message>
      <source>the GPU refused {1}: {2}</source>
      <translation>GPU từ chối {1}: {2}</translation>
    </message>
    <message>
      <source>the NVIDIA driver cannot be reached; expected one that knows CUDA 13</source>
      <translation>không liên lạc được với trình điều khiển NVIDIA; cần bản có hỗ trợ CUDA 13</translation>
    </message>
    <message>
      <source>the NVIDIA driver is too old: it knows CUDA {1}.{2}; install one that knows CUDA 13</source>
      <translation>trình điều khiển NVIDIA quá cũ: nó chỉ biết CUDA {1}.{2}; hãy cài bản biết CUDA 13</translation>
    </message>
    <message>
      <source>the background folder {1} cannot be read: {2}</source>
      <translation>không đọc được thư mục phông nền {1}: {2}</translation>
    </message>
    <message>
      <source>the background folder {1} has no pictures; put .jpg or .png files in it</source>
      <translation>thư mục phông nền {1} không có hình nào; hãy đặt các tệp .jpg hoặc .png vào đó</translation>
    </message>
    <message>
      <source>the background video {1} cannot be read: {2}</source>
      <translation>không đọc được video phông nền {1}: {2}</translation>
    </message>
    <message>
      <source>the background video {1} has frames of an unknown kind: {2}</source>
      <translation>video phông nền {1} có khung hình thuộc loại không rõ: {2}</translation>
    </message>
    <message>
      <source>the background video {1} has no frames that can be decoded; choose another file</source>
      <translation>video phông nền {1} không có khung hình nào giải mã được; hãy chọn tệp khác</translation>
    </message>
    <message>
      <source>the background video {1} is not open any more; choose it again</source>
      <translation>video phông nền {1} không còn mở nữa; hãy chọn lại</translation>
    </message>
    <message>
      <source>the background {1} is not there any more; remove it or put it back</source>
      <translation>phông nền {1} không còn nữa; hãy gỡ bỏ hoặc đặt tệp về chỗ cũ</translation>
    </message>
    <message>
      <source>the build of the engine was ended</source>
      <translation>việc dựng mô-đun chạy mạng đã bị dừng</translation>
    </message>
    <message>
      <source>the bundled file {1} is missing from {2}; reinstall livebg</source>
      <translation>thiếu tệp đi kèm {1} trong {2}; hãy cài lại livebg</translation>
    </message>
    <message>
      <source>the camera refuses {1}={2}: {3}</source>
      <translation>camera từ chối {1}={2}: {3}</translation>
    </message>
    <message>
      <source>the command line</source>
      <translation>dòng lệnh</translation>
    </message>
    <message>
      <source>the desktop portal does not run</source>
      <translation>cổng desktop portal không chạy</translation>
    </message>
    <message>
      <source>the desktop portal runs</source>
      <translation>cổng desktop portal đang chạy</translation>
    </message>
    <message>
      <source>the driver loads only once its key is enrolled</source>
      <translation>trình điều khiển chỉ nạp được sau khi khóa của nó được ghi nhận</translation>
    </message>
    <message>
      <source>the empty room needs at least 3 pictures, got {1}</source>
      <translation>căn phòng trống cần ít nhất 3 hình, nhận được {1}</translation>
    </message>
    <message>
      <source>the engine has no {1}</source>
      <translation>engine không có {1}</translation>
    </message>
    <message>
      <source>the engine's {1} is {2}, expected {3}</source>
      <translation>{1} của engine là {2}, cần {3}</translation>
    </message>
    <message>
      <source>the folder {1} belongs to somebody else; `livebg ctl` stays off</source>
      <translation>thư mục {1} thuộc về người khác; `livebg ctl` không hoạt động</translation>
    </message>
    <message>
      <source>the fused graph of {1} gave a picture of shape {2} and type {3}; expected {4} uint8</source>
      <translation>đồ thị gộp của {1} cho hình có kích thước {2} và kiểu {3}; cần {4} uint8</translation>
    </message>
    <message>
      <source>the fused graph of {1} gave a picture that is not the background where nobody is</source>
      <translation>đồ thị gộp của {1} cho hình không phải là nền ở chỗ không có người</translation>
    </message>
    <message>
      <source>the library {1} cannot be read: {2}</source>
      <translation>không đọc được thư viện {1}: {2}</translation>
    </message>
    <message>
      <source>the library's list {1} could not be read; the files beside it were listed anew</source>
      <translation>không đọc được danh sách của thư viện {1}; các tệp bên cạnh đã được liệt kê lại</translation>
    </message>
    <message>
      <source>the livebg metadata of {1} cannot be used: {2}: {3}; was it made by another version? export it again with: python -m export onnx</source>
      <translation>không dùng được thông tin livebg trong {1}: {2}: {3}; có phải tệp do phiên bản khác tạo ra không? hãy xuất lại bằng: python -m export onnx</translation>
    </message>
    <message>
      <source>the model has the inputs {1}; expected {2}</source>
      <translation>mô hình có các đầu vào {1}; cần {2}</translation>
    </message>
    <message>
      <source>the model {1} failed on a {2}x{3} picture: {4}</source>
      <translation>mô hình {1} bị lỗi với hình {2}x{3}: {4}</translation>
    </message>
    <message>
      <source>the model {1} gave a matte of shape {2} and type {3}; expected (H, W) float32</source>
      <translation>mô hình {1} cho mặt nạ có kích thước {2} và kiểu {3}; cần (H, W) float32</translation>
    </message>
    <message>
      <source>the model {1} gave alpha from {2} to {3}; expected 0 to 1</source>
      <translation>mô hình {1} cho alpha từ {2} đến {3}; cần từ 0 đến 1</translation>
    </message>
    <message>
      <source>the model {1} has no int8 file; choose --precision auto, or another model</source>
      <translation>mô hình {1} không có tệp int8; hãy chọn --precision auto, hoặc mô hình khác</translation>
    </message>
    <message>
      <source>the model's input {1} has the shape {2} (-1 = any); expected {3}; is its layout another one?</source>
      <translation>đầu vào {1} của mô hình có kích thước {2} (-1 = bất kỳ); cần {3}; có phải thứ tự các chiều khác không?</translation>
    </message>
    <message>
      <source>the picture of regions</source>
      <translation>ảnh các vùng giữ và che</translation>
    </message>
    <message>
      <source>the picture of the empty room</source>
      <translation>ảnh căn phòng trống</translation>
    </message>
    <message>
      <source>the preset {1} in {2} is left out: {3}</source>
      <translation>mẫu {1} trong {2} bị bỏ qua: {3}</translation>
    </message>
    <message>
      <source>the rehearsal could not keep a picture of shape {1}</source>
      <translation>buổi thử không giữ được một hình có kích thước {1}</translation>
    </message>
    <message>
      <source>the rehearsal got no moving picture; expected at least two frames from the camera</source>
      <translation>buổi thử không nhận được hình động; cần ít nhất hai khung hình từ camera</translation>
    </message>
    <message>
      <source>the screen can no longer be captured: {1}</source>
      <translation>không còn chụp được màn hình: {1}</translation>
    </message>
    <message>
      <source>the settings file {1}</source>
      <translation>tệp cài đặt {1}</translation>
    </message>
    <message>
      <source>the stream {1} broke off: {2}; is the sender still on?</source>
      <translation>luồng {1} bị ngắt: {2}; bên phát còn bật không?</translation>
    </message>
    <message>
      <source>the stream {1} gave no picture for {2} s; is the sender still on?</source>
      <translation>luồng {1} không đưa ra hình nào trong {2} giây; bên phát còn bật không?</translation>
    </message>
    <message>
      <source>the usual ones; yours would be in {1}</source>
      <translation>thiết lập mặc định; thiết lập riêng của bạn sẽ nằm trong {1}</translation>
    </message>
    <message>
      <source>there is a preset {1} already; choose another name or remove that one first</source>
      <translation>đã có mẫu {1}; hãy chọn tên khác hoặc gỡ bỏ mẫu đó trước</translation>
    </message>
    <message>
      <source>there is no background {1}, did you mean {2}? expected a picture, a video or a folder of pictures that exists, a bundled name ({3}), #rrggbb, blur, blur:0..1, bokeh, bokeh:0..1 or transparent</source>
      <translation>không có phông nền {1}, có phải ý bạn là {2}? cần một hình, một video hoặc một thư mục hình có thật, tên một phông nền có sẵn ({3}), #rrggbb, blur, blur:0..1, bokeh, bokeh:0..1 hoặc transparent</translation>
    </message>
    <message>
      <source>there is no background {1}; expected a picture, a video or a folder of pictures that exists, a bundled name ({2}), #rrggbb, blur, blur:0..1, bokeh, bokeh:0..1 or transparent</source>
      <translation>không có phông nền {1}; cần một hình, một video hoặc một thư mục hình có thật, tên một phông nền có sẵn ({2}), #rrggbb, blur, blur:0..1, bokeh, bokeh:0..1 hoặc transparent</translation>
    </message>
    <message>
      <source>there is no camera {1}; is it plugged in? Try: livebg cameras</source>
      <translation>không có camera {1}; nó đã được cắm chưa? Hãy thử: livebg cameras</translation>
    </message>
    <message>
      <source>there is no camera, file or folder {1}; no camera was found. To look again: livebg cameras. To see livebg without one: livebg demo</source>
      <translation>không có camera, tệp hay thư mục {1}; không tìm thấy camera nào. Để tìm lại: livebg cameras. Để xem livebg khi không có camera: livebg demo</translation>
    </message>
    <message>
      <source>there is no camera, file or folder {1}; there are: {2}. To look again: livebg cameras. To see livebg without one: livebg demo</source>
      <translation>không có camera, tệp hay thư mục {1}; hiện có: {2}. Để tìm lại: livebg cameras. Để xem livebg khi không có camera: livebg demo</translation>
    </message>
    <message>
      <source>there is no file {1}; expected a video, a picture, a folder of pictures, or a camera</source>
      <translation>không có tệp {1}; cần một video, một hình, một thư mục hình hoặc một camera</translation>
    </message>
    <message>
      <source>there is no fused graph {1}; make one in a checkout: python -m export fused {2} --size {3}x{4} --output {5}</source>
      <translation>không có đồ thị gộp {1}; hãy tạo trong bản mã nguồn: python -m export fused {2} --size {3}x{4} --output {5}</translation>
    </message>
    <message>
      <source>there is no model file {1}; try: livebg models</source>
      <translation>không có tệp mô hình {1}; hãy thử: livebg models</translation>
    </message>
    <message>
      <source>there is no preset {1} in {2}; there are: none yet</source>
      <translation>không có mẫu {1} trong {2}; hiện chưa có mẫu nào</translation>
    </message>
    <message>
      <source>there is no preset {1} in {2}; there are: {3}</source>
      <translation>không có mẫu {1} trong {2}; hiện có: {3}</translation>
    </message>
    <message>
      <source>there is nothing to show; plug one in</source>
      <translation>không có gì để hiện; hãy cắm một webcam</translation>
    </message>
    <message>
      <source>this camera has no control {1}; it has none</source>
      <translation>camera này không có điều khiển {1}; nó không có điều khiển nào</translation>
    </message>
    <message>
      <source>this camera has no control {1}; it has: {2}</source>
      <translation>camera này không có điều khiển {1}; nó có: {2}</translation>
    </message>
    <message>
      <source>through PipeWire, scaled to {1}x{2} where it gives another size</source>
      <translation>qua PipeWire, đổi cỡ thành {1}x{2} khi camera cho kích thước khác</translation>
    </message>
    <message>
      <source>v4l2loopback is installed but not loaded</source>
      <translation>v4l2loopback đã được cài nhưng chưa được nạp</translation>
    </message>
    <message>
      <source>v4l2loopback is not built for this kernel ({1})</source>
      <translation>v4l2loopback chưa được dựng cho nhân hệ điều hành này ({1})</translation>
    </message>
    <message>
      <source>v4l2loopback is not installed</source>
      <translation>v4l2loopback chưa được cài</translation>
    </message>
    <message>
      <source>v4l2loopback {1} is loaded</source>
      <translation>v4l2loopback {1} đã được nạp</translation>
    </message>
    <message>
      <source>webcam {1} ({2})</source>
      <translation>webcam {1} ({2})</translation>
    </message>
    <message>
      <source>webcam {1} ({2}) is open in {3}</source>
      <translation>webcam {1} ({2}) đang được mở trong {3}</translation>
    </message>
    <message>
      <source>what livebg itself shows</source>
      <translation>hình do chính livebg phát ra</translation>
    </message>
    <message>
      <source>without it no program sees a camera of livebg</source>
      <translation>không có nó thì không chương trình nào thấy camera của livebg</translation>
    </message>
    <message>
      <source>written to {1}</source>
      <translation>ghi vào {1}</translation>
    </message>
    <message>
      <source>you may not read webcam {1} ({2})</source>
      <translation>bạn không được phép đọc webcam {1} ({2})</translation>
    </message>
    <message>
      <source>you may not use it; run: sudo usermod -aG video $USER, then log in again</source>
      <translation>bạn không được phép dùng camera này; hãy chạy: sudo usermod -aG video $USER, rồi đăng nhập lại</translation>
    </message>
    <message>
      <source>you may not use {1}; run: sudo usermod -aG video $USER, then log in again</source>
      <translation>bạn không có quyền dùng {1}; hãy chạy: sudo usermod -aG video $USER, rồi đăng nhập lại</translation>
    </message>
    <message>
      <source>you may not write to {1}</source>
      <translation>bạn không được phép ghi vào {1}</translation>
    </message>
    <message>
      <source>you may not write to {1}. Join its group: sudo usermod -aG video $USER, then log in again</source>
      <translation>bạn không được phép ghi vào {1}. Hãy vào nhóm của thiết bị: sudo usermod -aG video $USER, rồi đăng nhập lại</translation>
    </message>
    <message>
      <source>you may write to {1}</source>
      <translation>bạn được phép ghi vào {1}</translation>
    </message>
    <message>
      <source>{1} ({2} M parameters)</source>
      <translation>{1} ({2} triệu tham số)</translation>
    </message>
    <message>
      <source>{1} cannot be opened ({2})</source>
      <translation>không mở được {1} ({2})</translation>
    </message>
    <message>
      <source>{1} cannot be opened: {2}. See what there is: livebg doctor</source>
      <translation>không mở được {1}: {2}. Để xem hiện có gì: livebg doctor</translation>
    </message>
    <message>
      <source>{1} cannot be opened: {2}; try: livebg cameras</source>
      <translation>không mở được {1}: {2}; hãy thử: livebg cameras</translation>
    </message>
    <message>
      <source>{1} cannot be opened; is another app using it? Close that app, or try: livebg cameras</source>
      <translation>không mở được {1}; có ứng dụng khác đang dùng không? Hãy đóng ứng dụng đó, hoặc thử: livebg cameras</translation>
    </message>
    <message>
      <source>{1} cannot be read as a fused graph; make it anew: python -m export fused</source>
      <translation>không đọc được {1} như một đồ thị gộp; hãy tạo lại: python -m export fused</translation>
    </message>
    <message>
      <source>{1} cannot be read: gst-launch-1.0 does not start: {2}</source>
      <translation>không đọc được {1}: gst-launch-1.0 không khởi động: {2}</translation>
    </message>
    <message>
      <source>{1} cannot be read: gst-launch-1.0 is missing. Install it: sudo apt install gstreamer1.0-tools gstreamer1.0-plugins-base gstreamer1.0-pipewire</source>
      <translation>không đọc được {1}: thiếu gst-launch-1.0. Hãy cài: sudo apt install gstreamer1.0-tools gstreamer1.0-plugins-base gstreamer1.0-pipewire</translation>
    </message>
    <message>
      <source>{1} cannot be read: {2}; is the file whole?</source>
      <translation>không đọc được {1}: {2}; tệp có nguyên vẹn không?</translation>
    </message>
    <message>
      <source>{1} cannot be read: {2}; is the sender on?</source>
      <translation>không đọc được {1}: {2}; bên phát có đang bật không?</translation>
    </message>
    <message>
      <source>{1} cannot be set now: another control of this camera has taken it over</source>
      <translation>hiện không chỉnh được {1}: một điều khiển khác của camera này đang giữ nó</translation>
    </message>
    <message>
      <source>{1} cannot be set while {2} is {3}; first: livebg controls --set "{4}={5}"</source>
      <translation>không chỉnh được {1} khi {2} đang là {3}; trước hết: livebg controls --set "{4}={5}"</translation>
    </message>
    <message>
      <source>{1} cannot be set: the camera's driver has locked it, perhaps only while it is in use</source>
      <translation>không chỉnh được {1}: trình điều khiển của camera đã khóa nó, có thể chỉ trong lúc đang dùng</translation>
    </message>
    <message>
      <source>{1} cannot be used: {2}</source>
      <translation>không dùng được {1}: {2}</translation>
    </message>
    <message>
      <source>{1} cannot be {2}; expected {3}</source>
      <translation>{1} không thể là {2}; cần {3}</translation>
    </message>
    <message>
      <source>{1} cannot build this model: it gives no reason</source>
      <translation>{1} không dựng được mô hình này: không nêu lý do</translation>
    </message>
    <message>
      <source>{1} cannot build this model: {2}</source>
      <translation>{1} không dựng được mô hình này: {2}</translation>
    </message>
    <message>
      <source>{1} cannot read this ONNX file</source>
      <translation>{1} không đọc được tệp ONNX này</translation>
    </message>
    <message>
      <source>{1} cannot show transparency; choose another background</source>
      <translation>{1} không hiện được phần trong suốt; hãy chọn phông nền khác</translation>
    </message>
    <message>
      <source>{1} does not say what it is made of; make it anew: python -m export fused</source>
      <translation>{1} không cho biết nó được tạo từ đâu; hãy tạo lại: python -m export fused</translation>
    </message>
    <message>
      <source>{1} does not support {2}</source>
      <translation>{1} không hỗ trợ {2}</translation>
    </message>
    <message>
      <source>{1} failed: {2}</source>
      <translation>{1} bị lỗi: {2}</translation>
    </message>
    <message>
      <source>{1} fits several cameras: {2}; give the number of one</source>
      <translation>{1} khớp với nhiều camera: {2}; hãy cho số của một camera</translation>
    </message>
    <message>
      <source>{1} gave no picture for {2} s; is it plugged in, or is another app using it? Try: livebg cameras</source>
      <translation>{1} không đưa ra hình nào trong {2} giây; camera đã được cắm chưa, hay có ứng dụng khác đang dùng? Hãy thử: livebg cameras</translation>
    </message>
    <message>
      <source>{1} gave no picture for {2} s; is it plugged in? Try: livebg cameras</source>
      <translation>{1} không đưa ra hình nào trong {2} giây; camera đã được cắm chưa? Hãy thử: livebg cameras</translation>
    </message>
    <message>
      <source>{1} gives no more pictures: it was unplugged, or PipeWire ended. Try: livebg cameras</source>
      <translation>{1} không đưa ra hình nữa: camera đã bị rút ra, hoặc PipeWire đã dừng. Hãy thử: livebg cameras</translation>
    </message>
    <message>
      <source>{1} gives no more pictures: {2}. Try: livebg cameras</source>
      <translation>{1} không đưa ra hình nữa: {2}. Hãy thử: livebg cameras</translation>
    </message>
    <message>
      <source>{1} gives no pictures: it has none; expected a video with at least one frame</source>
      <translation>{1} không cho hình nào: tệp không có hình; cần một video có ít nhất một khung hình</translation>
    </message>
    <message>
      <source>{1} gives no pictures: none of its {2} packets can be decoded; expected a video with at least one frame</source>
      <translation>{1} không cho hình nào: không giải mã được gói nào trong {2} gói; cần một video có ít nhất một khung hình</translation>
    </message>
    <message>
      <source>{1} gives no pictures; to see the cameras: livebg cameras</source>
      <translation>{1} không cho hình; để xem các camera: livebg cameras</translation>
    </message>
    <message>
      <source>{1} has no pictures to play; expected a whole video with pictures, or a still picture</source>
      <translation>{1} không có hình nào để phát; cần một video trọn vẹn có hình, hoặc một ảnh tĩnh</translation>
    </message>
    <message>
      <source>{1} has served one program and takes no second one</source>
      <translation>{1} đã phục vụ một chương trình và không nhận chương trình thứ hai</translation>
    </message>
    <message>
      <source>{1} holds no moving pictures, it is {2}; expected a video</source>
      <translation>{1} không chứa hình động, đó là {2}; cần một video</translation>
    </message>
    <message>
      <source>{1} holds no pictures; expected files such as .jpg or .png</source>
      <translation>{1} không chứa hình nào; cần các tệp như .jpg hoặc .png</translation>
    </message>
    <message>
      <source>{1} is a Flatpak and does not see devices</source>
      <translation>{1} là một Flatpak và không thấy các thiết bị</translation>
    </message>
    <message>
      <source>{1} is a device and not a virtual camera. See what there is: livebg doctor</source>
      <translation>{1} là một thiết bị chứ không phải camera ảo. Để xem hiện có gì: livebg doctor</translation>
    </message>
    <message>
      <source>{1} is a {2} and not a virtual camera. See what there is: livebg doctor</source>
      <translation>{1} là {2} chứ không phải camera ảo. Để xem hiện có gì: livebg doctor</translation>
    </message>
    <message>
      <source>{1} is an ONNX file but not a livebg model (it has no livebg metadata); export one with: python -m export onnx</source>
      <translation>{1} là tệp ONNX nhưng không phải mô hình của livebg (thiếu thông tin livebg); hãy xuất một mô hình bằng: python -m export onnx</translation>
    </message>
    <message>
      <source>{1} is closed and takes no more pictures</source>
      <translation>{1} đã đóng và không nhận hình nữa</translation>
    </message>
    <message>
      <source>{1} is empty; expected a video or a picture</source>
      <translation>{1} trống; cần một video hoặc một hình</translation>
    </message>
    <message>
      <source>{1} is for frames of {2}x{3}; expected {4}x{5}</source>
      <translation>{1} dành cho khung hình {2}x{3}; cần {4}x{5}</translation>
    </message>
    <message>
      <source>{1} is in use: open in {2}</source>
      <translation>{1} đang được dùng: đang mở trong {2}</translation>
    </message>
    <message>
      <source>{1} is made on Linux only so far; here, make a shortcut to {2} yourself</source>
      <translation>{1} hiện chỉ làm được trên Linux; ở đây, hãy tự tạo lối tắt đến {2}</translation>
    </message>
    <message>
      <source>{1} is named {2}</source>
      <translation>{1} có tên {2}</translation>
    </message>
    <message>
      <source>{1} is not a blur; expected {2}:0 (least) to {3}:1 (strongest), such as {4}:0.5</source>
      <translation>{1} không phải là một mức làm mờ; cần từ {2}:0 (ít nhất) đến {3}:1 (mạnh nhất), ví dụ {4}:0.5</translation>
    </message>
    <message>
      <source>{1} is not a camera; to see those there are: livebg cameras</source>
      <translation>{1} không phải là camera; để xem những camera hiện có: livebg cameras</translation>
    </message>
    <message>
      <source>{1} is not a colour; expected #rrggbb with six digits 0 to f, such as #00b140</source>
      <translation>{1} không phải là một màu; cần #rrggbb với sáu chữ số từ 0 đến f, ví dụ #00b140</translation>
    </message>
    <message>
      <source>{1} is not a model that can be loaded: it is corrupt or no ONNX file; try: livebg models</source>
      <translation>không nạp được {1} làm mô hình: tệp bị hỏng hoặc không phải tệp ONNX; hãy thử: livebg models</translation>
    </message>
    <message>
      <source>{1} is not a picture that can be decoded; expected a whole JPEG, PNG, WebP, BMP, TIFF or AVIF file</source>
      <translation>{1} không phải là hình giải mã được; cần một tệp JPEG, PNG, WebP, BMP, TIFF hoặc AVIF nguyên vẹn</translation>
    </message>
    <message>
      <source>{1} is not a video that can be read: {2}; is the file whole?</source>
      <translation>{1} không phải là video đọc được: {2}; tệp có nguyên vẹn không?</translation>
    </message>
    <message>
      <source>{1} is not available: {2}</source>
      <translation>không dùng được {1}: {2}</translation>
    </message>
    <message>
      <source>{1} is not installed ({2}); pip install 'livebg[{3}]'</source>
      <translation>{1} chưa được cài ({2}); pip install 'livebg[{3}]'</translation>
    </message>
    <message>
      <source>{1} is not one of your own backgrounds; only those can be renamed or removed</source>
      <translation>{1} không phải là phông nền do bạn thêm; chỉ đổi tên hoặc gỡ bỏ được những phông nền đó</translation>
    </message>
    <message>
      <source>{1} may see cameras</source>
      <translation>{1} được phép thấy camera</translation>
    </message>
    <message>
      <source>{1} of ONNX Runtime does not run {2} here; are its driver and libraries installed?</source>
      <translation>{1} của ONNX Runtime không chạy được {2} ở đây; trình điều khiển và thư viện của nó đã được cài chưa?</translation>
    </message>
    <message>
      <source>{1} sets nothing; expected NAME=VALUE, such as brightness=128</source>
      <translation>{1} không đặt gì cả; cần NAME=VALUE, chẳng hạn brightness=128</translation>
    </message>
    <message>
      <source>{1} takes no pictures: it has served one program and cannot be fed again (exclusive_caps=1). To mend it, {2}</source>
      <translation>{1} không nhận hình: thiết bị đã phục vụ một chương trình và không nhận lại được (exclusive_caps=1). Để sửa, hãy {2}</translation>
    </message>
    <message>
      <source>{1} takes no pictures: it is open in {2}. Close that program; if it still takes none, {3}</source>
      <translation>{1} không nhận hình: thiết bị đang được mở trong {2}. Hãy đóng chương trình đó; nếu vẫn không được, hãy {3}</translation>
    </message>
    <message>
      <source>{1} takes pictures</source>
      <translation>{1} có thể nhận hình</translation>
    </message>
    <message>
      <source>{1} takes pictures; open in {2}</source>
      <translation>{1} có thể nhận hình; đang được mở trong {2}</translation>
    </message>
    <message>
      <source>{1} took no picture: {2}; restart livebg</source>
      <translation>{1} không nhận hình: {2}; hãy khởi động lại livebg</translation>
    </message>
    <message>
      <source>{1} uses a video codec that is not known here; convert it to H.264 first</source>
      <translation>{1} dùng bộ mã hóa video không được hỗ trợ ở đây; trước hết hãy chuyển sang H.264</translation>
    </message>
    <message>
      <source>{1} was made of other weights than {2}; make it anew: python -m export fused</source>
      <translation>{1} được tạo từ trọng số khác với {2}; hãy tạo lại: python -m export fused</translation>
    </message>
    <message>
      <source>{1} {2} is no picture that can be read; expected a PNG, or make it anew</source>
      <translation>{1} {2} không phải là hình đọc được; cần một tệp PNG, hoặc hãy tạo lại</translation>
    </message>
    <message>
      <source>{1}, {2}, through {3}</source>
      <translation>{1}, {2}, qua {3}</translation>
    </message>
    <message>
      <source>{1}, {2}, through {3} {4}</source>
      <translation>{1}, {2}, qua {3} {4}</translation>
    </message>
    <message>
      <source>{1}: cannot convert {2}x{3} {4} pictures to BGR: {5}</source>
      <translation>{1}: không chuyển được hình {2}x{3} {4} sang BGR: {5}</translation>
    </message>
    <message>
      <source>{1}: got {2}, {3}</source>
      <translation>{1}: nhận được {2}, {3}</translation>
    </message>
    <message>
      <source>{1}; it may take it while it gives pictures, or not at all</source>
      <translation>{1}; có thể nó chỉ nhận khi đang cho hình, hoặc không nhận</translation>
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
      <source>Pacing</source>
      <translation>Nhịp gửi hình</translation>
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
      <source>numbers that the network calculates with on the CPU: int8, which then looks at more pixels for the same cost, where it has an int8 file and the CPU has instructions for it (auto), or one of the two always</source>
      <translation>kiểu số mà mạng dùng để tính trên CPU: int8, khi đó nhìn được nhiều điểm ảnh hơn với cùng chi phí, nếu mạng có tệp int8 và CPU có lệnh cho kiểu này (tự động), hoặc luôn dùng một trong hai kiểu</translation>
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
      <source>virtual camera device, such as /dev/video10; auto is the one named livebg, on Windows and macOS the first; pipewire is a camera without a driver</source>
      <translation>thiết bị camera ảo, ví dụ /dev/video10; auto là thiết bị có tên livebg, trên Windows và macOS là thiết bị đầu tiên; pipewire là camera không cần trình điều khiển</translation>
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
      <source>when pictures are sent on: at the even steps of the output's own rate (steady), or each as soon as it is ready (lowest-latency), half a frame sooner on average</source>
      <translation>khi nào hình được gửi đi: theo nhịp đều của đầu ra (đều đặn), hoặc ngay khi mỗi hình sẵn sàng (trễ ít nhất), trung bình sớm hơn nửa khung hình</translation>
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
      <source>E&amp;xposure, focus, colour…</source>
      <translation>&amp;Phơi sáng, lấy nét, màu…</translation>
    </message>
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
      <source>Portrait blur</source>
      <translation>Mờ chân dung</translation>
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
