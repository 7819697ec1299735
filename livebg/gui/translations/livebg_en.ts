<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
  <context>
    <name>Actions</name>
    <message>
      <source>Menu</source>
      <translation>Menu</translation>
    </message>
    <message>
      <source>Pause or go on</source>
      <translation>Pause or go on</translation>
    </message>
    <message>
      <source>Pass-through on or off</source>
      <translation>Pass-through on or off</translation>
    </message>
    <message>
      <source>Add a background…</source>
      <translation>Add a background…</translation>
    </message>
    <message>
      <source>Show backgrounds</source>
      <translation>Show backgrounds</translation>
    </message>
    <message>
      <source>Show camera</source>
      <translation>Show camera</translation>
    </message>
    <message>
      <source>Show advanced settings</source>
      <translation>Show advanced settings</translation>
    </message>
    <message>
      <source>Look for cameras again</source>
      <translation>Look for cameras again</translation>
    </message>
    <message>
      <source>Exposure, focus and colour of the camera…</source>
      <translation>Exposure, focus and colour of the camera…</translation>
    </message>
    <message>
      <source>Keep or hide parts of the picture…</source>
      <translation>Keep or hide parts of the picture…</translation>
    </message>
    <message>
      <source>Keep a picture of the empty room…</source>
      <translation>Keep a picture of the empty room…</translation>
    </message>
    <message>
      <source>Rehearse before a call…</source>
      <translation>Rehearse before a call…</translation>
    </message>
    <message>
      <source>Doctor: why can calls not see me?</source>
      <translation>Doctor: why can calls not see me?</translation>
    </message>
    <message>
      <source>Keys, and one that pauses in any program…</source>
      <translation>Keys, and one that pauses in any program…</translation>
    </message>
    <message>
      <source>Keep running in the tray when closed</source>
      <translation>Keep running in the tray when closed</translation>
    </message>
    <message>
      <source>Close the window</source>
      <translation>Close the window</translation>
    </message>
    <message>
      <source>Quit</source>
      <translation>Quit</translation>
    </message>
    <message>
      <source>Entry in the desktop's menu</source>
      <translation>Entry in the desktop's menu</translation>
    </message>
    <message>
      <source>Start with the desktop</source>
      <translation>Start with the desktop</translation>
    </message>
  </context>
  <context>
    <name>Advice</name>
    <message>
      <source>Nobody is in the picture</source>
      <translation>Nobody is in the picture</translation>
    </message>
    <message>
      <source>Move a little to your left</source>
      <translation>Move a little to your left</translation>
    </message>
    <message>
      <source>Move a little to your right</source>
      <translation>Move a little to your right</translation>
    </message>
    <message>
      <source>Come closer</source>
      <translation>Come closer</translation>
    </message>
    <message>
      <source>Move back a little</source>
      <translation>Move back a little</translation>
    </message>
    <message>
      <source>Your face is dark: turn to a window or a lamp</source>
      <translation>Your face is dark: turn to a window or a lamp</translation>
    </message>
  </context>
  <context>
    <name>Backgrounds</name>
    <message>
      <source>Living room</source>
      <translation>Living room</translation>
    </message>
    <message>
      <source>Reading corner</source>
      <translation>Reading corner</translation>
    </message>
    <message>
      <source>Study</source>
      <translation>Study</translation>
    </message>
  </context>
  <context>
    <name>CameraControls</name>
    <message>
      <source>on</source>
      <translation>on</translation>
    </message>
    <message>
      <source>off</source>
      <translation>off</translation>
    </message>
    <message>
      <source>Automatic</source>
      <translation>Automatic</translation>
    </message>
    <message>
      <source>Manual</source>
      <translation>Manual</translation>
    </message>
    <message>
      <source>Manual time, automatic aperture</source>
      <translation>Manual time, automatic aperture</translation>
    </message>
    <message>
      <source>Automatic time</source>
      <translation>Automatic time</translation>
    </message>
    <message>
      <source>Off</source>
      <translation>Off</translation>
    </message>
    <message>
      <source>Exposure</source>
      <translation>Exposure</translation>
    </message>
    <message>
      <source>Exposure time</source>
      <translation>Exposure time</translation>
    </message>
    <message>
      <source>Fewer pictures in low light</source>
      <translation>Fewer pictures in low light</translation>
    </message>
    <message>
      <source>Exposure level</source>
      <translation>Exposure level</translation>
    </message>
    <message>
      <source>Automatic gain</source>
      <translation>Automatic gain</translation>
    </message>
    <message>
      <source>Gain</source>
      <translation>Gain</translation>
    </message>
    <message>
      <source>Backlight compensation</source>
      <translation>Backlight compensation</translation>
    </message>
    <message>
      <source>Automatic focus</source>
      <translation>Automatic focus</translation>
    </message>
    <message>
      <source>Focus</source>
      <translation>Focus</translation>
    </message>
    <message>
      <source>Automatic white balance</source>
      <translation>Automatic white balance</translation>
    </message>
    <message>
      <source>White balance</source>
      <translation>White balance</translation>
    </message>
    <message>
      <source>Automatic brightness</source>
      <translation>Automatic brightness</translation>
    </message>
    <message>
      <source>Brightness</source>
      <translation>Brightness</translation>
    </message>
    <message>
      <source>Contrast</source>
      <translation>Contrast</translation>
    </message>
    <message>
      <source>Saturation</source>
      <translation>Saturation</translation>
    </message>
    <message>
      <source>Automatic hue</source>
      <translation>Automatic hue</translation>
    </message>
    <message>
      <source>Hue</source>
      <translation>Hue</translation>
    </message>
    <message>
      <source>Gamma</source>
      <translation>Gamma</translation>
    </message>
    <message>
      <source>Sharpness</source>
      <translation>Sharpness</translation>
    </message>
    <message>
      <source>Against flicker of lamps</source>
      <translation>Against flicker of lamps</translation>
    </message>
    <message>
      <source>Camera's zoom</source>
      <translation>Camera's zoom</translation>
    </message>
    <message>
      <source>Camera's pan</source>
      <translation>Camera's pan</translation>
    </message>
    <message>
      <source>Camera's tilt</source>
      <translation>Camera's tilt</translation>
    </message>
  </context>
  <context>
    <name>Canvas</name>
    <message>
      <source>Camera's picture to paint on</source>
      <translation>Camera's picture to paint on</translation>
    </message>
    <message>
      <source>Arrow keys move the brush, the space bar paints</source>
      <translation>Arrow keys move the brush, the space bar paints</translation>
    </message>
  </context>
  <context>
    <name>Checks</name>
    <message>
      <source>access</source>
      <translation>access</translation>
    </message>
    <message>
      <source>browsers</source>
      <translation>browsers</translation>
    </message>
    <message>
      <source>device</source>
      <translation>device</translation>
    </message>
    <message>
      <source>driver</source>
      <translation>driver</translation>
    </message>
    <message>
      <source>feeding</source>
      <translation>feeding</translation>
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
      <translation>log</translation>
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
      <translation>settings</translation>
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
      <translation>all</translation>
    </message>
    <message>
      <source>auto</source>
      <translation>auto</translation>
    </message>
    <message>
      <source>contain</source>
      <translation>contain</translation>
    </message>
    <message>
      <source>coreml</source>
      <translation>coreml</translation>
    </message>
    <message>
      <source>cover</source>
      <translation>cover</translation>
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
      <translation>largest</translation>
    </message>
    <message>
      <source>left</source>
      <translation>left</translation>
    </message>
    <message>
      <source>lowest-latency</source>
      <translation>lowest-latency</translation>
    </message>
    <message>
      <source>middle</source>
      <translation>middle</translation>
    </message>
    <message>
      <source>openvino</source>
      <translation>openvino</translation>
    </message>
    <message>
      <source>right</source>
      <translation>right</translation>
    </message>
    <message>
      <source>steady</source>
      <translation>steady</translation>
    </message>
    <message>
      <source>stretch</source>
      <translation>stretch</translation>
    </message>
    <message>
      <source>tensorrt</source>
      <translation>tensorrt</translation>
    </message>
    <message>
      <source>tile</source>
      <translation>tile</translation>
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
      <translation>&amp;Size</translation>
    </message>
    <message>
      <source>Pictures per s&amp;econd</source>
      <translation>Pictures per s&amp;econd</translation>
    </message>
    <message>
      <source>&amp;Virtual camera</source>
      <translation>&amp;Virtual camera</translation>
    </message>
    <message>
      <source>&amp;Model</source>
      <translation>&amp;Model</translation>
    </message>
    <message>
      <source>Runs &amp;on</source>
      <translation>Runs &amp;on</translation>
    </message>
    <message>
      <source>&amp;Look for cameras again</source>
      <translation>&amp;Look for cameras again</translation>
    </message>
    <message>
      <source>The first camera</source>
      <translation>The first camera</translation>
    </message>
    <message>
      <source>The first camera (none found yet)</source>
      <translation>The first camera (none found yet)</translation>
    </message>
    <message>
      <source>No camera</source>
      <translation>No camera</translation>
    </message>
    <message>
      <source>none was found; is it plugged in?</source>
      <translation>none was found; is it plugged in?</translation>
    </message>
    <message>
      <source>The screen</source>
      <translation>The screen</translation>
    </message>
    <message>
      <source>Demo clip</source>
      <translation>Demo clip</translation>
    </message>
    <message>
      <source>The first free one</source>
      <translation>The first free one</translation>
    </message>
    <message>
      <source>No other</source>
      <translation>No other</translation>
    </message>
    <message>
      <source>none was found</source>
      <translation>none was found</translation>
    </message>
    <message>
      <source>The fastest of them</source>
      <translation>The fastest of them</translation>
    </message>
    <message>
      <source>Only a camera can be asked for a size and a rate.</source>
      <translation>Only a camera can be asked for a size and a rate.</translation>
    </message>
  </context>
  <context>
    <name>ControlRow</name>
    <message>
      <source>Reset to %1</source>
      <translation>Reset to %1</translation>
    </message>
    <message>
      <source>Reset %1</source>
      <translation>Reset %1</translation>
    </message>
    <message>
      <source>The camera has locked it for now.</source>
      <translation>The camera has locked it for now.</translation>
    </message>
    <message>
      <source>Another control sets it now.</source>
      <translation>Another control sets it now.</translation>
    </message>
    <message>
      <source>“%1” sets it now; switch that off first.</source>
      <translation>“%1” sets it now; switch that off first.</translation>
    </message>
    <message>
      <source>“%1” sets it now; choose “%2” there first.</source>
      <translation>“%1” sets it now; choose “%2” there first.</translation>
    </message>
  </context>
  <context>
    <name>ControlsPage</name>
    <message>
      <source>Camera controls</source>
      <translation>Camera controls</translation>
    </message>
    <message>
      <source>&amp;Reset all</source>
      <translation>&amp;Reset all</translation>
    </message>
    <message>
      <source>&amp;Close</source>
      <translation>&amp;Close</translation>
    </message>
    <message>
      <source>What is shown now is not a camera, and has no controls.</source>
      <translation>What is shown now is not a camera, and has no controls.</translation>
    </message>
    <message>
      <source>There is no camera: choose one, and do not pause.</source>
      <translation>There is no camera: choose one, and do not pause.</translation>
    </message>
    <message>
      <source>Looking…</source>
      <translation>Looking…</translation>
    </message>
    <message>
      <source>%1 itself is set here; what you set is kept for it.</source>
      <translation>%1 itself is set here; what you set is kept for it.</translation>
    </message>
    <message>
      <source>%1 has no controls that livebg can set.</source>
      <translation>%1 has no controls that livebg can set.</translation>
    </message>
  </context>
  <context>
    <name>Devices</name>
    <message>
      <source>The processor</source>
      <translation>The processor</translation>
    </message>
  </context>
  <context>
    <name>DoctorPage</name>
    <message>
      <source>Doctor</source>
      <translation>Doctor</translation>
    </message>
    <message>
      <source>&amp;Look again</source>
      <translation>&amp;Look again</translation>
    </message>
    <message>
      <source>For a report that names nobody, to paste into an issue: livebg doctor --report</source>
      <translation>For a report that names nobody, to paste into an issue: livebg doctor --report</translation>
    </message>
    <message>
      <source>Findings</source>
      <translation>Findings</translation>
    </message>
    <message>
      <source>Looking…</source>
      <translation>Looking…</translation>
    </message>
    <message>
      <source>Nothing keeps callers from seeing your picture.</source>
      <translation>Nothing keeps callers from seeing your picture.</translation>
    </message>
    <message>
      <source>Something keeps callers from seeing your picture. Mend it from the top, then look again.</source>
      <translation>Something keeps callers from seeing your picture. Mend it from the top, then look again.</translation>
    </message>
  </context>
  <context>
    <name>Everywhere</name>
    <message>
      <source>A key that pauses livebg in any program</source>
      <translation>A key that pauses livebg in any program</translation>
    </message>
    <message>
      <source>Let the &amp;desktop's keyboard pause livebg…</source>
      <translation>Let the &amp;desktop's keyboard pause livebg…</translation>
    </message>
    <message>
      <source>&amp;Copy command</source>
      <translation>&amp;Copy command</translation>
    </message>
    <message>
      <source>Another key for “ctl resume” goes on again.</source>
      <translation>Another key for “ctl resume” goes on again.</translation>
    </message>
    <message>
      <source>&amp;Stop waiting</source>
      <translation>&amp;Stop waiting</translation>
    </message>
    <message>
      <source>&amp;Give the key back</source>
      <translation>&amp;Give the key back</translation>
    </message>
  </context>
  <context>
    <name>FieldRow</name>
    <message>
      <source>%1 to %2</source>
      <translation>%1 to %2</translation>
    </message>
    <message>
      <source>Reset to %1</source>
      <translation>Reset to %1</translation>
    </message>
    <message>
      <source>Reset %1</source>
      <translation>Reset %1</translation>
    </message>
  </context>
  <context>
    <name>FiguresPanel</name>
    <message>
      <source>%1 frames per second</source>
      <translation>%1 frames per second</translation>
    </message>
    <message>
      <source>Latency %1 ms (95 %: %2 ms), %3 dropped, %4 ms CPU a frame</source>
      <translation>Latency %1 ms (95 %: %2 ms), %3 dropped, %4 ms CPU a frame</translation>
    </message>
    <message>
      <source>Picture: as set</source>
      <translation>Picture: as set</translation>
    </message>
    <message>
      <source>Picture: %1 (%2)</source>
      <translation>Picture: %1 (%2)</translation>
    </message>
    <message>
      <source>%1 ms</source>
      <translation>%1 ms</translation>
    </message>
    <message>
      <source>95 % of frames take at most %1 ms</source>
      <translation>95 % of frames take at most %1 ms</translation>
    </message>
    <message>
      <source>Network</source>
      <translation>Network</translation>
    </message>
    <message>
      <source>Refining the matte</source>
      <translation>Refining the matte</translation>
    </message>
    <message>
      <source>Background</source>
      <translation>Background</translation>
    </message>
    <message>
      <source>Composite</source>
      <translation>Composite</translation>
    </message>
    <message>
      <source>Motion</source>
      <translation>Motion</translation>
    </message>
    <message>
      <source>Framing</source>
      <translation>Framing</translation>
    </message>
    <message>
      <source>People</source>
      <translation>People</translation>
    </message>
    <message>
      <source>Whole frame</source>
      <translation>Whole frame</translation>
    </message>
  </context>
  <context>
    <name>FindingRow</name>
    <message>
      <source>Copy command</source>
      <translation>Copy command</translation>
    </message>
    <message>
      <source>Problem</source>
      <translation>Problem</translation>
    </message>
    <message>
      <source>Note</source>
      <translation>Note</translation>
    </message>
    <message>
      <source>In order</source>
      <translation>In order</translation>
    </message>
  </context>
  <context>
    <name>FirstRun</name>
    <message>
      <source>Welcome to livebg</source>
      <translation>Welcome to livebg</translation>
    </message>
    <message>
      <source>livebg puts another background behind you, and never shows your room unless you ask for it. First: your camera.</source>
      <translation>livebg puts another background behind you, and never shows your room unless you ask for it. First: your camera.</translation>
    </message>
    <message>
      <source>The camera for your calls</source>
      <translation>The camera for your calls</translation>
    </message>
    <message>
      <source>Zoom, Meet and Teams see livebg as one more camera.</source>
      <translation>Zoom, Meet and Teams see livebg as one more camera.</translation>
    </message>
    <message>
      <source>Your background</source>
      <translation>Your background</translation>
    </message>
    <message>
      <source>Pick one, or add a picture of your own. You can change it at any time, also in a call.</source>
      <translation>Pick one, or add a picture of your own. You can change it at any time, also in a call.</translation>
    </message>
    <message>
      <source>Show livebg in the desktop's &amp;menu</source>
      <translation>Show livebg in the desktop's &amp;menu</translation>
    </message>
    <message>
      <source>&amp;Back</source>
      <translation>&amp;Back</translation>
    </message>
    <message>
      <source>S&amp;kip</source>
      <translation>S&amp;kip</translation>
    </message>
    <message>
      <source>Step %1 of %2</source>
      <translation>Step %1 of %2</translation>
    </message>
    <message>
      <source>&amp;Done</source>
      <translation>&amp;Done</translation>
    </message>
    <message>
      <source>&amp;Next</source>
      <translation>&amp;Next</translation>
    </message>
  </context>
  <context>
    <name>FramingBox</name>
    <message>
      <source>Whole picture</source>
      <translation>Whole picture</translation>
    </message>
    <message>
      <source>&amp;Who</source>
      <translation>&amp;Who</translation>
    </message>
    <message>
      <source>&amp;Follow me</source>
      <translation>&amp;Follow me</translation>
    </message>
    <message>
      <source>&amp;Zoom</source>
      <translation>&amp;Zoom</translation>
    </message>
    <message>
      <source>Le&amp;ft, right</source>
      <translation>Le&amp;ft, right</translation>
    </message>
    <message>
      <source>&amp;Up, down</source>
      <translation>&amp;Up, down</translation>
    </message>
    <message>
      <source>Tu&amp;rn</source>
      <translation>Tu&amp;rn</translation>
    </message>
    <message>
      <source>M&amp;irror for all</source>
      <translation>M&amp;irror for all</translation>
    </message>
    <message>
      <source>Everyone</source>
      <translation>Everyone</translation>
    </message>
    <message>
      <source>Only the largest person</source>
      <translation>Only the largest person</translation>
    </message>
    <message>
      <source>Only the person on the left</source>
      <translation>Only the person on the left</translation>
    </message>
    <message>
      <source>Only the person in the middle</source>
      <translation>Only the person in the middle</translation>
    </message>
    <message>
      <source>Only the person on the right</source>
      <translation>Only the person on the right</translation>
    </message>
  </context>
  <context>
    <name>Gallery</name>
    <message>
      <source>&amp;Background</source>
      <translation>&amp;Background</translation>
    </message>
    <message>
      <source>Picture, GIF or video…</source>
      <translation>Picture, GIF or video…</translation>
    </message>
    <message>
      <source>Folder as slideshow…</source>
      <translation>Folder as slideshow…</translation>
    </message>
    <message>
      <source>Paste</source>
      <translation>Paste</translation>
    </message>
    <message>
      <source>&amp;Add…</source>
      <translation>&amp;Add…</translation>
    </message>
    <message>
      <source>Add a picture, GIF, video or folder; you can also drop or paste it here</source>
      <translation>Add a picture, GIF, video or folder; you can also drop or paste it here</translation>
    </message>
    <message>
      <source>Add backgrounds</source>
      <translation>Add backgrounds</translation>
    </message>
    <message>
      <source>Pictures and videos</source>
      <translation>Pictures and videos</translation>
    </message>
    <message>
      <source>All files</source>
      <translation>All files</translation>
    </message>
    <message>
      <source>Add a folder of pictures</source>
      <translation>Add a folder of pictures</translation>
    </message>
    <message>
      <source>Pasted picture</source>
      <translation>Pasted picture</translation>
    </message>
    <message>
      <source>There is no picture to paste; copy a picture or a file first.</source>
      <translation>There is no picture to paste; copy a picture or a file first.</translation>
    </message>
    <message>
      <source>Dropped picture</source>
      <translation>Dropped picture</translation>
    </message>
    <message>
      <source>Only files of this computer can be dropped; save the picture first.</source>
      <translation>Only files of this computer can be dropped; save the picture first.</translation>
    </message>
    <message>
      <source>“%1” cannot be shown any more; remove it or put it back.</source>
      <translation>“%1” cannot be shown any more; remove it or put it back.</translation>
    </message>
    <message>
      <source>Background colour</source>
      <translation>Background colour</translation>
    </message>
    <message>
      <source>Only backgrounds that you have added can be removed.</source>
      <translation>Only backgrounds that you have added can be removed.</translation>
    </message>
    <message>
      <source>Remove background</source>
      <translation>Remove background</translation>
    </message>
    <message>
      <source>Remove “%1” from livebg?</source>
      <translation>Remove “%1” from livebg?</translation>
    </message>
    <message>
      <source>Your own file stays where it is.</source>
      <translation>Your own file stays where it is.</translation>
    </message>
    <message>
      <source>Remove</source>
      <translation>Remove</translation>
    </message>
    <message>
      <source> %1 more could not be added.</source>
      <translation> %1 more could not be added.</translation>
    </message>
  </context>
  <context>
    <name>Governor</name>
    <message>
      <source>as set</source>
      <translation>as set</translation>
    </message>
    <message>
      <source>plain edges</source>
      <translation>plain edges</translation>
    </message>
    <message>
      <source>every second frame</source>
      <translation>every second frame</translation>
    </message>
    <message>
      <source>empty room used</source>
      <translation>empty room used</translation>
    </message>
    <message>
      <source>empty room not used</source>
      <translation>empty room not used</translation>
    </message>
    <message>
      <source>whole frames on the GPU</source>
      <translation>whole frames on the GPU</translation>
    </message>
    <message>
      <source>stages on the CPU</source>
      <translation>stages on the CPU</translation>
    </message>
    <message>
      <source>network %1</source>
      <translation>network %1</translation>
    </message>
    <message>
      <source>%1 of the frames came too late</source>
      <translation>%1 of the frames came too late</translation>
    </message>
    <message>
      <source>%1 of a processor used, %2 allowed</source>
      <translation>%1 of a processor used, %2 allowed</translation>
    </message>
    <message>
      <source>there is room for more</source>
      <translation>there is room for more</translation>
    </message>
    <message>
      <source>it fits again</source>
      <translation>it fits again</translation>
    </message>
    <message>
      <source>the camera or the light has moved</source>
      <translation>the camera or the light has moved</translation>
    </message>
    <message>
      <source>the fused graph is ready</source>
      <translation>the fused graph is ready</translation>
    </message>
    <message>
      <source>the fused graph is without %1</source>
      <translation>the fused graph is without %1</translation>
    </message>
    <message>
      <source>the GPU failed</source>
      <translation>the GPU failed</translation>
    </message>
  </context>
  <context>
    <name>Hotkey</name>
    <message>
      <source>Pause livebg, or go on</source>
      <translation>Pause livebg, or go on</translation>
    </message>
    <message>
      <source>%1 pauses livebg in any program, and goes on again.</source>
      <translation>%1 pauses livebg in any program, and goes on again.</translation>
    </message>
    <message>
      <source>The desktop has given livebg a key. Its keyboard settings say which one, and change it.</source>
      <translation>The desktop has given livebg a key. Its keyboard settings say which one, and change it.</translation>
    </message>
    <message>
      <source>Waiting for the desktop, which may ask you for a key…</source>
      <translation>Waiting for the desktop, which may ask you for a key…</translation>
    </message>
    <message>
      <source>Your desktop may have a key for livebg that pauses it in any program, and goes on again.</source>
      <translation>Your desktop may have a key for livebg that pauses it in any program, and goes on again.</translation>
    </message>
    <message>
      <source>The desktop has given no key: the answer to its question was no.</source>
      <translation>The desktop has given no key: the answer to its question was no.</translation>
    </message>
    <message>
      <source>The desktop wants to know livebg by its menu first. Choose “Entry in the desktop's menu” in the menu, then ask again.</source>
      <translation>The desktop wants to know livebg by its menu first. Choose “Entry in the desktop's menu” in the menu, then ask again.</translation>
    </message>
    <message>
      <source>The desktop has taken livebg's key away. Ask for it again, or bind one yourself.</source>
      <translation>The desktop has taken livebg's key away. Ask for it again, or bind one yourself.</translation>
    </message>
    <message>
      <source>This desktop has no key for livebg. You can bind one yourself.</source>
      <translation>This desktop has no key for livebg. You can bind one yourself.</translation>
    </message>
    <message>
      <source>Ctrl+P; in any program %1</source>
      <translation>Ctrl+P; in any program %1</translation>
    </message>
    <message>
      <source>Show a card and close the camera (%1)</source>
      <translation>Show a card and close the camera (%1)</translation>
    </message>
    <message>
      <source>By yourself: Settings, Keyboard, View and Customize Shortcuts, Custom Shortcuts, with this command:</source>
      <translation>By yourself: Settings, Keyboard, View and Customize Shortcuts, Custom Shortcuts, with this command:</translation>
    </message>
    <message>
      <source>By yourself: System Settings, Keyboard, Shortcuts, Add New, Command, with this one:</source>
      <translation>By yourself: System Settings, Keyboard, Shortcuts, Add New, Command, with this one:</translation>
    </message>
    <message>
      <source>By yourself: Settings, Keyboard, Application Shortcuts, Add, with this command:</source>
      <translation>By yourself: Settings, Keyboard, Application Shortcuts, Add, with this command:</translation>
    </message>
    <message>
      <source>By yourself: in your desktop's keyboard settings, add a shortcut of your own that runs this command:</source>
      <translation>By yourself: in your desktop's keyboard settings, add a shortcut of your own that runs this command:</translation>
    </message>
  </context>
  <context>
    <name>KeysPage</name>
    <message>
      <source>Keys</source>
      <translation>Keys</translation>
    </message>
    <message>
      <source>Keys of the window</source>
      <translation>Keys of the window</translation>
    </message>
    <message>
      <source>What</source>
      <translation>What</translation>
    </message>
    <message>
      <source>Key</source>
      <translation>Key</translation>
    </message>
    <message>
      <source>Use preset 1 to 9</source>
      <translation>Use preset 1 to 9</translation>
    </message>
    <message>
      <source>Ctrl+1 to Ctrl+9</source>
      <translation>Ctrl+1 to Ctrl+9</translation>
    </message>
  </context>
  <context>
    <name>Models</name>
    <message>
      <source>Fast</source>
      <translation>Fast</translation>
    </message>
    <message>
      <source>Balanced</source>
      <translation>Balanced</translation>
    </message>
    <message>
      <source>Quality</source>
      <translation>Quality</translation>
    </message>
    <message>
      <source>Tiramisu</source>
      <translation>Tiramisu</translation>
    </message>
    <message>
      <source>Fast: easy on the computer</source>
      <translation>Fast: easy on the computer</translation>
    </message>
    <message>
      <source>Balanced: right for most</source>
      <translation>Balanced: right for most</translation>
    </message>
    <message>
      <source>Quality: finest edges, most work</source>
      <translation>Quality: finest edges, most work</translation>
    </message>
    <message>
      <source>Tiramisu: of another design, for comparison</source>
      <translation>Tiramisu: of another design, for comparison</translation>
    </message>
  </context>
  <context>
    <name>Note</name>
    <message>
      <source>Put this message away</source>
      <translation>Put this message away</translation>
    </message>
  </context>
  <context>
    <name>OutputBar</name>
    <message>
      <source>Copy command</source>
      <translation>Copy command</translation>
    </message>
    <message>
      <source>Look again</source>
      <translation>Look again</translation>
    </message>
    <message>
      <source>Doctor…</source>
      <translation>Doctor…</translation>
    </message>
    <message>
      <source>Find out why calls cannot see livebg</source>
      <translation>Find out why calls cannot see livebg</translation>
    </message>
    <message>
      <source>Virtual camera</source>
      <translation>Virtual camera</translation>
    </message>
    <message>
      <source>Calls cannot see livebg yet: there is no virtual camera. Run this in a terminal, then look again:</source>
      <translation>Calls cannot see livebg yet: there is no virtual camera. Run this in a terminal, then look again:</translation>
    </message>
    <message>
      <source>Calls cannot see livebg yet: %1</source>
      <translation>Calls cannot see livebg yet: %1</translation>
    </message>
    <message>
      <source>Looking for the virtual camera…</source>
      <translation>Looking for the virtual camera…</translation>
    </message>
  </context>
  <context>
    <name>PlatePage</name>
    <message>
      <source>Picture of the empty room</source>
      <translation>Picture of the empty room</translation>
    </message>
    <message>
      <source>With a picture of your empty room, livebg tells headphones, cups and raised hands from what stands behind you. Close what moves, press Record and leave the picture. It is kept on this computer, for this camera and where it stands now.</source>
      <translation>With a picture of your empty room, livebg tells headphones, cups and raised hands from what stands behind you. Close what moves, press Record and leave the picture. It is kept on this computer, for this camera and where it stands now.</translation>
    </message>
    <message>
      <source>&amp;Record</source>
      <translation>&amp;Record</translation>
    </message>
    <message>
      <source>&amp;Forget it</source>
      <translation>&amp;Forget it</translation>
    </message>
    <message>
      <source>&amp;Close</source>
      <translation>&amp;Close</translation>
    </message>
    <message>
      <source>There is no camera: choose one, and do not pause.</source>
      <translation>There is no camera: choose one, and do not pause.</translation>
    </message>
    <message>
      <source>None is kept for this camera yet.</source>
      <translation>None is kept for this camera yet.</translation>
    </message>
    <message>
      <source>Leave the picture: %1</source>
      <translation>Leave the picture: %1</translation>
    </message>
    <message>
      <source>Recording…</source>
      <translation>Recording…</translation>
    </message>
    <message>
      <source>Kept. It is in use from now on.</source>
      <translation>Kept. It is in use from now on.</translation>
    </message>
  </context>
  <context>
    <name>PresetsBar</name>
    <message>
      <source>Keep this look and background as a preset</source>
      <translation>Keep this look and background as a preset</translation>
    </message>
    <message>
      <source>Save preset</source>
      <translation>Save preset</translation>
    </message>
    <message>
      <source>Save this look as a preset…</source>
      <translation>Save this look as a preset…</translation>
    </message>
    <message>
      <source>Preset %1</source>
      <translation>Preset %1</translation>
    </message>
    <message>
      <source>Save the present look here</source>
      <translation>Save the present look here</translation>
    </message>
    <message>
      <source>Rename…</source>
      <translation>Rename…</translation>
    </message>
    <message>
      <source>Remove</source>
      <translation>Remove</translation>
    </message>
    <message>
      <source>Rename preset</source>
      <translation>Rename preset</translation>
    </message>
    <message>
      <source>Name:</source>
      <translation>Name:</translation>
    </message>
  </context>
  <context>
    <name>Preview</name>
    <message>
      <source>Preview</source>
      <translation>Preview</translation>
    </message>
    <message>
      <source>Drop it here to use it as your background</source>
      <translation>Drop it here to use it as your background</translation>
    </message>
    <message>
      <source>PASS-THROUGH: your room is visible</source>
      <translation>PASS-THROUGH: your room is visible</translation>
    </message>
    <message>
      <source>DEMO</source>
      <translation>DEMO</translation>
    </message>
  </context>
  <context>
    <name>QuickLook</name>
    <message>
      <source>How strongly the room is blurred; moving it chooses the blur as background</source>
      <translation>How strongly the room is blurred; moving it chooses the blur as background</translation>
    </message>
    <message>
      <source>&amp;Smoothing strength</source>
      <translation>&amp;Smoothing strength</translation>
    </message>
    <message>
      <source>B&amp;lur</source>
      <translation>B&amp;lur</translation>
    </message>
    <message>
      <source>%1 %</source>
      <translation>%1 %</translation>
    </message>
    <message>
      <source>off</source>
      <translation>off</translation>
    </message>
  </context>
  <context>
    <name>RateGraph</name>
    <message>
      <source>Frames per second over the last minute</source>
      <translation>Frames per second over the last minute</translation>
    </message>
  </context>
  <context>
    <name>RegionsPage</name>
    <message>
      <source>Keep or hide parts of the picture</source>
      <translation>Keep or hide parts of the picture</translation>
    </message>
    <message>
      <source>&amp;Keep</source>
      <translation>&amp;Keep</translation>
    </message>
    <message>
      <source>&amp;Hide</source>
      <translation>&amp;Hide</translation>
    </message>
    <message>
      <source>&amp;Rub out</source>
      <translation>&amp;Rub out</translation>
    </message>
    <message>
      <source>Show the &amp;whole picture</source>
      <translation>Show the &amp;whole picture</translation>
    </message>
    <message>
      <source>&amp;Undo</source>
      <translation>&amp;Undo</translation>
    </message>
    <message>
      <source>Rub &amp;all out</source>
      <translation>Rub &amp;all out</translation>
    </message>
    <message>
      <source>&amp;Done</source>
      <translation>&amp;Done</translation>
    </message>
    <message>
      <source>Cancel</source>
      <translation>Cancel</translation>
    </message>
    <message>
      <source>&amp;Brush</source>
      <translation>&amp;Brush</translation>
    </message>
    <message>
      <source>Size of the brush</source>
      <translation>Size of the brush</translation>
    </message>
    <message>
      <source>There is no picture of a camera to paint on: choose one, and do not pause.</source>
      <translation>There is no picture of a camera to paint on: choose one, and do not pause.</translation>
    </message>
    <message>
      <source>Zoom, turning, mirroring and following must be off while you paint.</source>
      <translation>Zoom, turning, mirroring and following must be off while you paint.</translation>
    </message>
    <message>
      <source>Green stays visible whatever it is, red is never shown. For things that do not move, such as a chair, a shelf or a microphone. Kept for this camera; paint anew when it stands elsewhere.</source>
      <translation>Green stays visible whatever it is, red is never shown. For things that do not move, such as a chair, a shelf or a microphone. Kept for this camera; paint anew when it stands elsewhere.</translation>
    </message>
    <message>
      <source>Cannot keep it: %1</source>
      <translation>Cannot keep it: %1</translation>
    </message>
  </context>
  <context>
    <name>Rehearsal</name>
    <message>
      <source>Rehearsal</source>
      <translation>Rehearsal</translation>
    </message>
  </context>
  <context>
    <name>RehearsalPage</name>
    <message>
      <source>livebg records ten seconds, in memory only, and shows every model and setting on them side by side. Move as you would in a call. While it records, others see the “be right back” card.</source>
      <translation>livebg records ten seconds, in memory only, and shows every model and setting on them side by side. Move as you would in a call. While it records, others see the “be right back” card.</translation>
    </message>
    <message>
      <source>&amp;Record ten seconds</source>
      <translation>&amp;Record ten seconds</translation>
    </message>
    <message>
      <source>Close</source>
      <translation>Close</translation>
    </message>
    <message>
      <source>Recording</source>
      <translation>Recording</translation>
    </message>
    <message>
      <source>Trying %1 (%2 of %3)</source>
      <translation>Trying %1 (%2 of %3)</translation>
    </message>
    <message>
      <source>&amp;Record again</source>
      <translation>&amp;Record again</translation>
    </message>
  </context>
  <context>
    <name>Sentences</name>
    <message>
      <source>'utf-8' codec can't decode byte {1} in position {2}: {3}</source>
      <translation>'utf-8' codec can't decode byte {1} in position {2}: {3}</translation>
    </message>
    <message>
      <source>'v4l2loopback' backend: No v4l2 loopback device found at {1}. Did you run 'modprobe v4l2loopback'? See also pyvirtualcam's documentation</source>
      <translation>'v4l2loopback' backend: No v4l2 loopback device found at {1}. Did you run 'modprobe v4l2loopback'? See also pyvirtualcam's documentation</translation>
    </message>
    <message>
      <source>'v4l2loopback' backend: {1}</source>
      <translation>'v4l2loopback' backend: {1}</translation>
    </message>
    <message>
      <source>Address already in use</source>
      <translation>Address already in use</translation>
    </message>
    <message>
      <source>Apple's GPU and Neural Engine</source>
      <translation>Apple's GPU and Neural Engine</translation>
    </message>
    <message>
      <source>Broken pipe</source>
      <translation>Broken pipe</translation>
    </message>
    <message>
      <source>Cannot allocate memory</source>
      <translation>Cannot allocate memory</translation>
    </message>
    <message>
      <source>Chrome, Edge and Teams do not list the device</source>
      <translation>Chrome, Edge and Teams do not list the device</translation>
    </message>
    <message>
      <source>Connection refused</source>
      <translation>Connection refused</translation>
    </message>
    <message>
      <source>Connection reset by peer</source>
      <translation>Connection reset by peer</translation>
    </message>
    <message>
      <source>Connection timed out</source>
      <translation>Connection timed out</translation>
    </message>
    <message>
      <source>Decoder not found</source>
      <translation>Decoder not found</translation>
    </message>
    <message>
      <source>Device or resource busy</source>
      <translation>Device or resource busy</translation>
    </message>
    <message>
      <source>Disk quota exceeded</source>
      <translation>Disk quota exceeded</translation>
    </message>
    <message>
      <source>Empty key at line {1} col {2}</source>
      <translation>Empty key at line {1} col {2}</translation>
    </message>
    <message>
      <source>End of file</source>
      <translation>End of file</translation>
    </message>
    <message>
      <source>Extra inputs are not permitted</source>
      <translation>Extra inputs are not permitted</translation>
    </message>
    <message>
      <source>Field required</source>
      <translation>Field required</translation>
    </message>
    <message>
      <source>File exists</source>
      <translation>File exists</translation>
    </message>
    <message>
      <source>File name too long</source>
      <translation>File name too long</translation>
    </message>
    <message>
      <source>File too large</source>
      <translation>File too large</translation>
    </message>
    <message>
      <source>GStreamer can give pictures to PipeWire</source>
      <translation>GStreamer can give pictures to PipeWire</translation>
    </message>
    <message>
      <source>GStreamer or its PipeWire part is missing</source>
      <translation>GStreamer or its PipeWire part is missing</translation>
    </message>
    <message>
      <source>Immediate exit requested</source>
      <translation>Immediate exit requested</translation>
    </message>
    <message>
      <source>Input should be a finite number</source>
      <translation>Input should be a finite number</translation>
    </message>
    <message>
      <source>Input should be a valid boolean</source>
      <translation>Input should be a valid boolean</translation>
    </message>
    <message>
      <source>Input should be a valid boolean, unable to interpret input</source>
      <translation>Input should be a valid boolean, unable to interpret input</translation>
    </message>
    <message>
      <source>Input should be a valid dictionary or instance of {1}</source>
      <translation>Input should be a valid dictionary or instance of {1}</translation>
    </message>
    <message>
      <source>Input should be a valid integer</source>
      <translation>Input should be a valid integer</translation>
    </message>
    <message>
      <source>Input should be a valid integer, got a number with a fractional part</source>
      <translation>Input should be a valid integer, got a number with a fractional part</translation>
    </message>
    <message>
      <source>Input should be a valid integer, unable to parse string as an integer</source>
      <translation>Input should be a valid integer, unable to parse string as an integer</translation>
    </message>
    <message>
      <source>Input should be a valid number</source>
      <translation>Input should be a valid number</translation>
    </message>
    <message>
      <source>Input should be a valid number, unable to parse string as a number</source>
      <translation>Input should be a valid number, unable to parse string as a number</translation>
    </message>
    <message>
      <source>Input should be a valid string</source>
      <translation>Input should be a valid string</translation>
    </message>
    <message>
      <source>Input should be greater than or equal to {1}</source>
      <translation>Input should be greater than or equal to {1}</translation>
    </message>
    <message>
      <source>Input should be less than or equal to {1}</source>
      <translation>Input should be less than or equal to {1}</translation>
    </message>
    <message>
      <source>Input should be {1}</source>
      <translation>Input should be {1}</translation>
    </message>
    <message>
      <source>Input should be {1} or {2}</source>
      <translation>Input should be {1} or {2}</translation>
    </message>
    <message>
      <source>Input/output error</source>
      <translation>Input/output error</translation>
    </message>
    <message>
      <source>Intel GPUs and NPUs</source>
      <translation>Intel GPUs and NPUs</translation>
    </message>
    <message>
      <source>Invalid JSON: {1}</source>
      <translation>Invalid JSON: {1}</translation>
    </message>
    <message>
      <source>Invalid argument</source>
      <translation>Invalid argument</translation>
    </message>
    <message>
      <source>Invalid character {1} in string at line {2} col {3}</source>
      <translation>Invalid character {1} in string at line {2} col {3}</translation>
    </message>
    <message>
      <source>Invalid data found when processing input</source>
      <translation>Invalid data found when processing input</translation>
    </message>
    <message>
      <source>Invalid number at line {1} col {2}</source>
      <translation>Invalid number at line {1} col {2}</translation>
    </message>
    <message>
      <source>Invalid number or date format at line {1} col {2}</source>
      <translation>Invalid number or date format at line {1} col {2}</translation>
    </message>
    <message>
      <source>Is a directory</source>
      <translation>Is a directory</translation>
    </message>
    <message>
      <source>Key "{1}" already exists. at line {2} col {3}</source>
      <translation>Key "{1}" already exists. at line {2} col {3}</translation>
    </message>
    <message>
      <source>NVIDIA GPUs</source>
      <translation>NVIDIA GPUs</translation>
    </message>
    <message>
      <source>NVIDIA GPUs through ONNX Runtime</source>
      <translation>NVIDIA GPUs through ONNX Runtime</translation>
    </message>
    <message>
      <source>Network is unreachable</source>
      <translation>Network is unreachable</translation>
    </message>
    <message>
      <source>No route to host</source>
      <translation>No route to host</translation>
    </message>
    <message>
      <source>No space left on device</source>
      <translation>No space left on device</translation>
    </message>
    <message>
      <source>No such device</source>
      <translation>No such device</translation>
    </message>
    <message>
      <source>No such device or address</source>
      <translation>No such device or address</translation>
    </message>
    <message>
      <source>No such file or directory</source>
      <translation>No such file or directory</translation>
    </message>
    <message>
      <source>Not a directory</source>
      <translation>Not a directory</translation>
    </message>
    <message>
      <source>OBS is not installed</source>
      <translation>OBS is not installed</translation>
    </message>
    <message>
      <source>OBS's virtual camera is installed; keep OBS itself closed while livebg runs</source>
      <translation>OBS's virtual camera is installed; keep OBS itself closed while livebg runs</translation>
    </message>
    <message>
      <source>Operation not permitted</source>
      <translation>Operation not permitted</translation>
    </message>
    <message>
      <source>Permission denied</source>
      <translation>Permission denied</translation>
    </message>
    <message>
      <source>PipeWire does not run</source>
      <translation>PipeWire does not run</translation>
    </message>
    <message>
      <source>PipeWire runs</source>
      <translation>PipeWire runs</translation>
    </message>
    <message>
      <source>PipeWire, without a driver: for browsers</source>
      <translation>PipeWire, without a driver: for browsers</translation>
    </message>
    <message>
      <source>Protocol not found</source>
      <translation>Protocol not found</translation>
    </message>
    <message>
      <source>Read-only file system</source>
      <translation>Read-only file system</translation>
    </message>
    <message>
      <source>Resource temporarily unavailable</source>
      <translation>Resource temporarily unavailable</translation>
    </message>
    <message>
      <source>Secure Boot is on</source>
      <translation>Secure Boot is on</translation>
    </message>
    <message>
      <source>Server returned 404 Not Found</source>
      <translation>Server returned 404 Not Found</translation>
    </message>
    <message>
      <source>String should match pattern {1}</source>
      <translation>String should match pattern {1}</translation>
    </message>
    <message>
      <source>TensorRT {1} is too old; expected 10.12 or newer</source>
      <translation>TensorRT {1} is too old; expected 10.12 or newer</translation>
    </message>
    <message>
      <source>Too many levels of symbolic links</source>
      <translation>Too many levels of symbolic links</translation>
    </message>
    <message>
      <source>Too many open files</source>
      <translation>Too many open files</translation>
    </message>
    <message>
      <source>Unexpected character: {1} at line {2} col {3}</source>
      <translation>Unexpected character: {1} at line {2} col {3}</translation>
    </message>
    <message>
      <source>Unexpected end of file at line {1} col {2}</source>
      <translation>Unexpected end of file at line {1} col {2}</translation>
    </message>
    <message>
      <source>[Errno {1}] {2}</source>
      <translation>[Errno {1}] {2}</translation>
    </message>
    <message>
      <source>[Errno {1}] {2}: {3}</source>
      <translation>[Errno {1}] {2}: {3}</translation>
    </message>
    <message>
      <source>a Wayland desktop hides its windows from screen capture: the picture may be black</source>
      <translation>a Wayland desktop hides its windows from screen capture: the picture may be black</translation>
    </message>
    <message>
      <source>a background gave a picture of shape {1}; expected {2}</source>
      <translation>a background gave a picture of shape {1}; expected {2}</translation>
    </message>
    <message>
      <source>a background's name cannot be empty; type at least one letter</source>
      <translation>a background's name cannot be empty; type at least one letter</translation>
    </message>
    <message>
      <source>a fused graph was given {1}; expected {2}</source>
      <translation>a fused graph was given {1}; expected {2}</translation>
    </message>
    <message>
      <source>a menu entry</source>
      <translation>a menu entry</translation>
    </message>
    <message>
      <source>a preset's name cannot be empty; type at least one letter</source>
      <translation>a preset's name cannot be empty; type at least one letter</translation>
    </message>
    <message>
      <source>a whole frame takes {1} ms there, and {2} ms on the CPU</source>
      <translation>a whole frame takes {1} ms there, and {2} ms on the CPU</translation>
    </message>
    <message>
      <source>a whole number from {1} to {2}</source>
      <translation>a whole number from {1} to {2}</translation>
    </message>
    <message>
      <source>a whole number from {1} to {2} in steps of {3}</source>
      <translation>a whole number from {1} to {2} in steps of {3}</translation>
    </message>
    <message>
      <source>another program uses it</source>
      <translation>another program uses it</translation>
    </message>
    <message>
      <source>another size or rate is used once {1} no longer watches</source>
      <translation>another size or rate is used once {1} no longer watches</translation>
    </message>
    <message>
      <source>another size or rate needs a restart, as the driver lets the camera be fed only once: end livebg, {1}; then start livebg again</source>
      <translation>another size or rate needs a restart, as the driver lets the camera be fed only once: end livebg, {1}; then start livebg again</translation>
    </message>
    <message>
      <source>any GPU on Windows</source>
      <translation>any GPU on Windows</translation>
    </message>
    <message>
      <source>any processor</source>
      <translation>any processor</translation>
    </message>
    <message>
      <source>asked {1}x{2} at {3} MJPG, got {4}x{5} at {6} {7}</source>
      <translation>asked {1}x{2} at {3} MJPG, got {4}x{5} at {6} {7}</translation>
    </message>
    <message>
      <source>asked {1}x{2} at {3} {4}, got {5}x{6} at {7} {8}</source>
      <translation>asked {1}x{2} at {3} {4}, got {5}x{6} at {7} {8}</translation>
    </message>
    <message>
      <source>cannot add {1} to the library {2}: {3}</source>
      <translation>cannot add {1} to the library {2}: {3}</translation>
    </message>
    <message>
      <source>cannot capture the screen: {1}; run livebg inside a desktop session</source>
      <translation>cannot capture the screen: {1}; run livebg inside a desktop session</translation>
    </message>
    <message>
      <source>cannot decode the picture {1}: it has too many pixels; make it smaller</source>
      <translation>cannot decode the picture {1}: it has too many pixels; make it smaller</translation>
    </message>
    <message>
      <source>cannot decode the picture {1}: it is damaged</source>
      <translation>cannot decode the picture {1}: it is damaged</translation>
    </message>
    <message>
      <source>cannot delete {1}: {2}</source>
      <translation>cannot delete {1}: {2}</translation>
    </message>
    <message>
      <source>cannot keep the camera's controls in {1}: {2}</source>
      <translation>cannot keep the camera's controls in {1}: {2}</translation>
    </message>
    <message>
      <source>cannot keep thumbnails in {1}: {2}</source>
      <translation>cannot keep thumbnails in {1}: {2}</translation>
    </message>
    <message>
      <source>cannot listen for `livebg ctl` at {1}: {2}</source>
      <translation>cannot listen for `livebg ctl` at {1}: {2}</translation>
    </message>
    <message>
      <source>cannot make the folder {1} for `livebg ctl`: {2}</source>
      <translation>cannot make the folder {1} for `livebg ctl`: {2}</translation>
    </message>
    <message>
      <source>cannot open the stream {1}: {2}; is the address right and the sender on?</source>
      <translation>cannot open the stream {1}: {2}; is the address right and the sender on?</translation>
    </message>
    <message>
      <source>cannot read the camera's controls in {1}: expected a control's name and a whole number, got {2} = {3}; mend or delete the file</source>
      <translation>cannot read the camera's controls in {1}: expected a control's name and a whole number, got {2} = {3}; mend or delete the file</translation>
    </message>
    <message>
      <source>cannot read the camera's controls in {1}: {2}; mend or delete the file</source>
      <translation>cannot read the camera's controls in {1}: {2}; mend or delete the file</translation>
    </message>
    <message>
      <source>cannot read the folder {1}: {2}</source>
      <translation>cannot read the folder {1}: {2}</translation>
    </message>
    <message>
      <source>cannot read the picture {1}: {2}</source>
      <translation>cannot read the picture {1}: {2}</translation>
    </message>
    <message>
      <source>cannot read the settings file {1}: {2}</source>
      <translation>cannot read the settings file {1}: {2}</translation>
    </message>
    <message>
      <source>cannot read {1} {2}: {3}; make it anew</source>
      <translation>cannot read {1} {2}: {3}; make it anew</translation>
    </message>
    <message>
      <source>cannot read {1}: {2}</source>
      <translation>cannot read {1}: {2}</translation>
    </message>
    <message>
      <source>cannot read {1}: {2}; mend it or delete it</source>
      <translation>cannot read {1}: {2}; mend it or delete it</translation>
    </message>
    <message>
      <source>cannot save {1}: {2}; what you change is forgotten when livebg ends</source>
      <translation>cannot save {1}: {2}; what you change is forgotten when livebg ends</translation>
    </message>
    <message>
      <source>cannot write the library {1}: {2}; it stays as it was</source>
      <translation>cannot write the library {1}: {2}; it stays as it was</translation>
    </message>
    <message>
      <source>cannot write the menu entry {1}: {2}</source>
      <translation>cannot write the menu entry {1}: {2}</translation>
    </message>
    <message>
      <source>cannot write {1} for `livebg ctl`: {2}</source>
      <translation>cannot write {1} for `livebg ctl`: {2}</translation>
    </message>
    <message>
      <source>cannot write {1}: {2}</source>
      <translation>cannot write {1}: {2}</translation>
    </message>
    <message>
      <source>cuda-bindings cannot be imported ({1}); pip install 'livebg[rtx]'</source>
      <translation>cuda-bindings cannot be imported ({1}); pip install 'livebg[rtx]'</translation>
    </message>
    <message>
      <source>exclusive_caps is off</source>
      <translation>exclusive_caps is off</translation>
    </message>
    <message>
      <source>exclusive_caps is on, so that Chrome lists the device</source>
      <translation>exclusive_caps is on, so that Chrome lists the device</translation>
    </message>
    <message>
      <source>extra inputs are not permitted</source>
      <translation>extra inputs are not permitted</translation>
    </message>
    <message>
      <source>field required</source>
      <translation>field required</translation>
    </message>
    <message>
      <source>in a format without a name</source>
      <translation>in a format without a name</translation>
    </message>
    <message>
      <source>input should be a finite number</source>
      <translation>input should be a finite number</translation>
    </message>
    <message>
      <source>input should be a valid boolean</source>
      <translation>input should be a valid boolean</translation>
    </message>
    <message>
      <source>input should be a valid boolean, unable to interpret input</source>
      <translation>input should be a valid boolean, unable to interpret input</translation>
    </message>
    <message>
      <source>input should be a valid dictionary or instance of {1}</source>
      <translation>input should be a valid dictionary or instance of {1}</translation>
    </message>
    <message>
      <source>input should be a valid integer</source>
      <translation>input should be a valid integer</translation>
    </message>
    <message>
      <source>input should be a valid integer, got a number with a fractional part</source>
      <translation>input should be a valid integer, got a number with a fractional part</translation>
    </message>
    <message>
      <source>input should be a valid integer, unable to parse string as an integer</source>
      <translation>input should be a valid integer, unable to parse string as an integer</translation>
    </message>
    <message>
      <source>input should be a valid number</source>
      <translation>input should be a valid number</translation>
    </message>
    <message>
      <source>input should be a valid number, unable to parse string as a number</source>
      <translation>input should be a valid number, unable to parse string as a number</translation>
    </message>
    <message>
      <source>input should be a valid string</source>
      <translation>input should be a valid string</translation>
    </message>
    <message>
      <source>input should be greater than or equal to {1}</source>
      <translation>input should be greater than or equal to {1}</translation>
    </message>
    <message>
      <source>input should be less than or equal to {1}</source>
      <translation>input should be less than or equal to {1}</translation>
    </message>
    <message>
      <source>input should be {1}</source>
      <translation>input should be {1}</translation>
    </message>
    <message>
      <source>input should be {1} or {2}</source>
      <translation>input should be {1} or {2}</translation>
    </message>
    <message>
      <source>install OBS Studio 30 or newer, start its virtual camera once, allow its extension in System Settings, stop it and close OBS</source>
      <translation>install OBS Studio 30 or newer, start its virtual camera once, allow its extension in System Settings, stop it and close OBS</translation>
    </message>
    <message>
      <source>install OBS Studio, start its virtual camera once, and close OBS: its camera takes one program at a time. Or install Unity Capture</source>
      <translation>install OBS Studio, start its virtual camera once, and close OBS: its camera takes one program at a time. Or install Unity Capture</translation>
    </message>
    <message>
      <source>install it: sudo apt install gstreamer1.0-tools gstreamer1.0-plugins-base gstreamer1.0-pipewire</source>
      <translation>install it: sudo apt install gstreamer1.0-tools gstreamer1.0-plugins-base gstreamer1.0-pipewire</translation>
    </message>
    <message>
      <source>install the driver and load it: sudo apt install v4l2loopback-dkms linux-headers-$(uname -r) &amp;&amp; {1}</source>
      <translation>install the driver and load it: sudo apt install v4l2loopback-dkms linux-headers-$(uname -r) &amp;&amp; {1}</translation>
    </message>
    <message>
      <source>install v4l2loopback</source>
      <translation>install v4l2loopback</translation>
    </message>
    <message>
      <source>internal error: {1}</source>
      <translation>internal error: {1}</translation>
    </message>
    <message>
      <source>invalid JSON: {1}</source>
      <translation>invalid JSON: {1}</translation>
    </message>
    <message>
      <source>it cannot be opened</source>
      <translation>it cannot be opened</translation>
    </message>
    <message>
      <source>it is read-only</source>
      <translation>it is read-only</translation>
    </message>
    <message>
      <source>it lists cameras of PipeWire only</source>
      <translation>it lists cameras of PipeWire only</translation>
    </message>
    <message>
      <source>it: got {1}, {2}</source>
      <translation>it: got {1}, {2}</translation>
    </message>
    <message>
      <source>its picture differs from the CPU's by {1} grey levels on average; at most {2}</source>
      <translation>its picture differs from the CPU's by {1} grey levels on average; at most {2}</translation>
    </message>
    <message>
      <source>livebg cannot feed it</source>
      <translation>livebg cannot feed it</translation>
    </message>
    <message>
      <source>livebg cannot feed it again</source>
      <translation>livebg cannot feed it again</translation>
    </message>
    <message>
      <source>livebg feeds its own device only</source>
      <translation>livebg feeds its own device only</translation>
    </message>
    <message>
      <source>livebg run does not start, and the window uses only what is right in them</source>
      <translation>livebg run does not start, and the window uses only what is right in them</translation>
    </message>
    <message>
      <source>livebg runs already; use its window, or `livebg ctl`</source>
      <translation>livebg runs already; use its window, or `livebg ctl`</translation>
    </message>
    <message>
      <source>livebg sets a camera's controls on Linux only; here, use the program of the camera's maker</source>
      <translation>livebg sets a camera's controls on Linux only; here, use the program of the camera's maker</translation>
    </message>
    <message>
      <source>livebg shows its picture through it; once installed, start its virtual camera once and close OBS</source>
      <translation>livebg shows its picture through it; once installed, start its virtual camera once and close OBS</translation>
    </message>
    <message>
      <source>load the driver (Debian package v4l2loopback-dkms): {1}</source>
      <translation>load the driver (Debian package v4l2loopback-dkms): {1}</translation>
    </message>
    <message>
      <source>most webcams serve one program at a time</source>
      <translation>most webcams serve one program at a time</translation>
    </message>
    <message>
      <source>no GPU can be opened: {1}</source>
      <translation>no GPU can be opened: {1}</translation>
    </message>
    <message>
      <source>no PipeWire camera: PipeWire does not run. Start it: systemctl --user enable --now pipewire wireplumber</source>
      <translation>no PipeWire camera: PipeWire does not run. Start it: systemctl --user enable --now pipewire wireplumber</translation>
    </message>
    <message>
      <source>no PipeWire camera: gst-launch-1.0 is missing. Install it: sudo apt install gstreamer1.0-tools gstreamer1.0-plugins-base gstreamer1.0-pipewire</source>
      <translation>no PipeWire camera: gst-launch-1.0 is missing. Install it: sudo apt install gstreamer1.0-tools gstreamer1.0-plugins-base gstreamer1.0-pipewire</translation>
    </message>
    <message>
      <source>no PipeWire camera: {1}. See what is missing: livebg doctor</source>
      <translation>no PipeWire camera: {1}. See what is missing: livebg doctor</translation>
    </message>
    <message>
      <source>no camera can be used: {1}</source>
      <translation>no camera can be used: {1}</translation>
    </message>
    <message>
      <source>no camera was found but virtual ones ({1}), which must be named. To look again: livebg cameras. To see livebg without one: livebg demo</source>
      <translation>no camera was found but virtual ones ({1}), which must be named. To look again: livebg cameras. To see livebg without one: livebg demo</translation>
    </message>
    <message>
      <source>no camera was found. To look again: livebg cameras. To see livebg without one: livebg demo</source>
      <translation>no camera was found. To look again: livebg cameras. To see livebg without one: livebg demo</translation>
    </message>
    <message>
      <source>no device is named livebg; there is: none</source>
      <translation>no device is named livebg; there is: none</translation>
    </message>
    <message>
      <source>no device is named livebg; there is: {1}</source>
      <translation>no device is named livebg; there is: {1}</translation>
    </message>
    <message>
      <source>no library that builds engines: {1}</source>
      <translation>no library that builds engines: {1}</translation>
    </message>
    <message>
      <source>no model {1}; expected one of (none bundled) or an .onnx file</source>
      <translation>no model {1}; expected one of (none bundled) or an .onnx file</translation>
    </message>
    <message>
      <source>no model {1}; expected one of {2} or an .onnx file</source>
      <translation>no model {1}; expected one of {2} or an .onnx file</translation>
    </message>
    <message>
      <source>no thumbnail could be made of {1}</source>
      <translation>no thumbnail could be made of {1}</translation>
    </message>
    <message>
      <source>no virtual camera is named livebg; there is only another program's: {1}. Add one: {2}. Or use that one: --device {3}</source>
      <translation>no virtual camera is named livebg; there is only another program's: {1}. Add one: {2}. Or use that one: --device {3}</translation>
    </message>
    <message>
      <source>no virtual camera: {1}. To get one, {2}</source>
      <translation>no virtual camera: {1}. To get one, {2}</translation>
    </message>
    <message>
      <source>no webcam was found</source>
      <translation>no webcam was found</translation>
    </message>
    <message>
      <source>nothing came in time</source>
      <translation>nothing came in time</translation>
    </message>
    <message>
      <source>on or off</source>
      <translation>on or off</translation>
    </message>
    <message>
      <source>one of {1}</source>
      <translation>one of {1}</translation>
    </message>
    <message>
      <source>one program feeds it at a time</source>
      <translation>one program feeds it at a time</translation>
    </message>
    <message>
      <source>only a camera without the driver (--sink pipewire) needs it</source>
      <translation>only a camera without the driver (--sink pipewire) needs it</translation>
    </message>
    <message>
      <source>only on {1}</source>
      <translation>only on {1}</translation>
    </message>
    <message>
      <source>onnxruntime {1} is without it; the onnxruntime packages exclude one another, so first: pip uninstall onnxruntime, then: pip install {2}</source>
      <translation>onnxruntime {1} is without it; the onnxruntime packages exclude one another, so first: pip uninstall onnxruntime, then: pip install {2}</translation>
    </message>
    <message>
      <source>pycuda cannot be used ({1}); pip install 'livebg[tensorrt]'</source>
      <translation>pycuda cannot be used ({1}); pip install 'livebg[tensorrt]'</translation>
    </message>
    <message>
      <source>read from {1}</source>
      <translation>read from {1}</translation>
    </message>
    <message>
      <source>reload the driver: {1}</source>
      <translation>reload the driver: {1}</translation>
    </message>
    <message>
      <source>somebody is in {1} of the picture; leave it, and record the empty room again</source>
      <translation>somebody is in {1} of the picture; leave it, and record the empty room again</translation>
    </message>
    <message>
      <source>something moved in {1} of the picture while the empty room was recorded; leave the picture, wait for the camera to settle, and try again</source>
      <translation>something moved in {1} of the picture while the empty room was recorded; leave the picture, wait for the camera to settle, and try again</translation>
    </message>
    <message>
      <source>starting with the desktop</source>
      <translation>starting with the desktop</translation>
    </message>
    <message>
      <source>string should match pattern {1}</source>
      <translation>string should match pattern {1}</translation>
    </message>
    <message>
      <source>sudo dnf install akmod-v4l2loopback (of RPM Fusion)</source>
      <translation>sudo dnf install akmod-v4l2loopback (of RPM Fusion)</translation>
    </message>
    <message>
      <source>sudo mokutil --import /var/lib/dkms/mok.pub, then restart and choose Enroll MOK</source>
      <translation>sudo mokutil --import /var/lib/dkms/mok.pub, then restart and choose Enroll MOK</translation>
    </message>
    <message>
      <source>sudo usermod -aG video $USER, then log in again</source>
      <translation>sudo usermod -aG video $USER, then log in again</translation>
    </message>
    <message>
      <source>the GPU refused {1}: {2}</source>
      <translation>the GPU refused {1}: {2}</translation>
    </message>
    <message>
      <source>the NVIDIA driver cannot be reached; expected one that knows CUDA 13</source>
      <translation>the NVIDIA driver cannot be reached; expected one that knows CUDA 13</translation>
    </message>
    <message>
      <source>the NVIDIA driver is too old: it knows CUDA {1}.{2}; install one that knows CUDA 13</source>
      <translation>the NVIDIA driver is too old: it knows CUDA {1}.{2}; install one that knows CUDA 13</translation>
    </message>
    <message>
      <source>the background folder {1} cannot be read: {2}</source>
      <translation>the background folder {1} cannot be read: {2}</translation>
    </message>
    <message>
      <source>the background folder {1} has no pictures; put .jpg or .png files in it</source>
      <translation>the background folder {1} has no pictures; put .jpg or .png files in it</translation>
    </message>
    <message>
      <source>the background video {1} cannot be read: {2}</source>
      <translation>the background video {1} cannot be read: {2}</translation>
    </message>
    <message>
      <source>the background video {1} has frames of an unknown kind: {2}</source>
      <translation>the background video {1} has frames of an unknown kind: {2}</translation>
    </message>
    <message>
      <source>the background video {1} has no frames that can be decoded; choose another file</source>
      <translation>the background video {1} has no frames that can be decoded; choose another file</translation>
    </message>
    <message>
      <source>the background video {1} is not open any more; choose it again</source>
      <translation>the background video {1} is not open any more; choose it again</translation>
    </message>
    <message>
      <source>the background {1} is not there any more; remove it or put it back</source>
      <translation>the background {1} is not there any more; remove it or put it back</translation>
    </message>
    <message>
      <source>the build of the engine was ended</source>
      <translation>the build of the engine was ended</translation>
    </message>
    <message>
      <source>the bundled file {1} is missing from {2}; reinstall livebg</source>
      <translation>the bundled file {1} is missing from {2}; reinstall livebg</translation>
    </message>
    <message>
      <source>the camera refuses {1}={2}: {3}</source>
      <translation>the camera refuses {1}={2}: {3}</translation>
    </message>
    <message>
      <source>the command line</source>
      <translation>the command line</translation>
    </message>
    <message>
      <source>the desktop portal does not run</source>
      <translation>the desktop portal does not run</translation>
    </message>
    <message>
      <source>the desktop portal runs</source>
      <translation>the desktop portal runs</translation>
    </message>
    <message>
      <source>the driver loads only once its key is enrolled</source>
      <translation>the driver loads only once its key is enrolled</translation>
    </message>
    <message>
      <source>the empty room needs at least 3 pictures, got {1}</source>
      <translation>the empty room needs at least 3 pictures, got {1}</translation>
    </message>
    <message>
      <source>the engine has no {1}</source>
      <translation>the engine has no {1}</translation>
    </message>
    <message>
      <source>the engine's {1} is {2}, expected {3}</source>
      <translation>the engine's {1} is {2}, expected {3}</translation>
    </message>
    <message>
      <source>the folder {1} belongs to somebody else; `livebg ctl` stays off</source>
      <translation>the folder {1} belongs to somebody else; `livebg ctl` stays off</translation>
    </message>
    <message>
      <source>the fused graph of {1} gave a picture of shape {2} and type {3}; expected {4} uint8</source>
      <translation>the fused graph of {1} gave a picture of shape {2} and type {3}; expected {4} uint8</translation>
    </message>
    <message>
      <source>the fused graph of {1} gave a picture that is not the background where nobody is</source>
      <translation>the fused graph of {1} gave a picture that is not the background where nobody is</translation>
    </message>
    <message>
      <source>the library {1} cannot be read: {2}</source>
      <translation>the library {1} cannot be read: {2}</translation>
    </message>
    <message>
      <source>the library's list {1} could not be read; the files beside it were listed anew</source>
      <translation>the library's list {1} could not be read; the files beside it were listed anew</translation>
    </message>
    <message>
      <source>the livebg metadata of {1} cannot be used: {2}: {3}; was it made by another version? export it again with: python -m export onnx</source>
      <translation>the livebg metadata of {1} cannot be used: {2}: {3}; was it made by another version? export it again with: python -m export onnx</translation>
    </message>
    <message>
      <source>the model has the inputs {1}; expected {2}</source>
      <translation>the model has the inputs {1}; expected {2}</translation>
    </message>
    <message>
      <source>the model {1} failed on a {2}x{3} picture: {4}</source>
      <translation>the model {1} failed on a {2}x{3} picture: {4}</translation>
    </message>
    <message>
      <source>the model {1} gave a matte of shape {2} and type {3}; expected (H, W) float32</source>
      <translation>the model {1} gave a matte of shape {2} and type {3}; expected (H, W) float32</translation>
    </message>
    <message>
      <source>the model {1} gave alpha from {2} to {3}; expected 0 to 1</source>
      <translation>the model {1} gave alpha from {2} to {3}; expected 0 to 1</translation>
    </message>
    <message>
      <source>the model {1} has no int8 file; choose --precision auto, or another model</source>
      <translation>the model {1} has no int8 file; choose --precision auto, or another model</translation>
    </message>
    <message>
      <source>the model's input {1} has the shape {2} (-1 = any); expected {3}; is its layout another one?</source>
      <translation>the model's input {1} has the shape {2} (-1 = any); expected {3}; is its layout another one?</translation>
    </message>
    <message>
      <source>the picture of regions</source>
      <translation>the picture of regions</translation>
    </message>
    <message>
      <source>the picture of the empty room</source>
      <translation>the picture of the empty room</translation>
    </message>
    <message>
      <source>the preset {1} in {2} is left out: {3}</source>
      <translation>the preset {1} in {2} is left out: {3}</translation>
    </message>
    <message>
      <source>the rehearsal could not keep a picture of shape {1}</source>
      <translation>the rehearsal could not keep a picture of shape {1}</translation>
    </message>
    <message>
      <source>the rehearsal got no moving picture; expected at least two frames from the camera</source>
      <translation>the rehearsal got no moving picture; expected at least two frames from the camera</translation>
    </message>
    <message>
      <source>the screen can no longer be captured: {1}</source>
      <translation>the screen can no longer be captured: {1}</translation>
    </message>
    <message>
      <source>the settings file {1}</source>
      <translation>the settings file {1}</translation>
    </message>
    <message>
      <source>the stream {1} broke off: {2}; is the sender still on?</source>
      <translation>the stream {1} broke off: {2}; is the sender still on?</translation>
    </message>
    <message>
      <source>the stream {1} gave no picture for {2} s; is the sender still on?</source>
      <translation>the stream {1} gave no picture for {2} s; is the sender still on?</translation>
    </message>
    <message>
      <source>the usual ones; yours would be in {1}</source>
      <translation>the usual ones; yours would be in {1}</translation>
    </message>
    <message>
      <source>there is a preset {1} already; choose another name or remove that one first</source>
      <translation>there is a preset {1} already; choose another name or remove that one first</translation>
    </message>
    <message>
      <source>there is no background {1}, did you mean {2}? expected a picture, a video or a folder of pictures that exists, a bundled name ({3}), #rrggbb, blur, blur:0..1, bokeh, bokeh:0..1 or transparent</source>
      <translation>there is no background {1}, did you mean {2}? expected a picture, a video or a folder of pictures that exists, a bundled name ({3}), #rrggbb, blur, blur:0..1, bokeh, bokeh:0..1 or transparent</translation>
    </message>
    <message>
      <source>there is no background {1}; expected a picture, a video or a folder of pictures that exists, a bundled name ({2}), #rrggbb, blur, blur:0..1, bokeh, bokeh:0..1 or transparent</source>
      <translation>there is no background {1}; expected a picture, a video or a folder of pictures that exists, a bundled name ({2}), #rrggbb, blur, blur:0..1, bokeh, bokeh:0..1 or transparent</translation>
    </message>
    <message>
      <source>there is no camera {1}; is it plugged in? Try: livebg cameras</source>
      <translation>there is no camera {1}; is it plugged in? Try: livebg cameras</translation>
    </message>
    <message>
      <source>there is no camera, file or folder {1}; no camera was found. To look again: livebg cameras. To see livebg without one: livebg demo</source>
      <translation>there is no camera, file or folder {1}; no camera was found. To look again: livebg cameras. To see livebg without one: livebg demo</translation>
    </message>
    <message>
      <source>there is no camera, file or folder {1}; there are: {2}. To look again: livebg cameras. To see livebg without one: livebg demo</source>
      <translation>there is no camera, file or folder {1}; there are: {2}. To look again: livebg cameras. To see livebg without one: livebg demo</translation>
    </message>
    <message>
      <source>there is no file {1}; expected a video, a picture, a folder of pictures, or a camera</source>
      <translation>there is no file {1}; expected a video, a picture, a folder of pictures, or a camera</translation>
    </message>
    <message>
      <source>there is no fused graph {1}; make one in a checkout: python -m export fused {2} --size {3}x{4} --output {5}</source>
      <translation>there is no fused graph {1}; make one in a checkout: python -m export fused {2} --size {3}x{4} --output {5}</translation>
    </message>
    <message>
      <source>there is no model file {1}; try: livebg models</source>
      <translation>there is no model file {1}; try: livebg models</translation>
    </message>
    <message>
      <source>there is no preset {1} in {2}; there are: none yet</source>
      <translation>there is no preset {1} in {2}; there are: none yet</translation>
    </message>
    <message>
      <source>there is no preset {1} in {2}; there are: {3}</source>
      <translation>there is no preset {1} in {2}; there are: {3}</translation>
    </message>
    <message>
      <source>there is nothing to show; plug one in</source>
      <translation>there is nothing to show; plug one in</translation>
    </message>
    <message>
      <source>this camera has no control {1}; it has none</source>
      <translation>this camera has no control {1}; it has none</translation>
    </message>
    <message>
      <source>this camera has no control {1}; it has: {2}</source>
      <translation>this camera has no control {1}; it has: {2}</translation>
    </message>
    <message>
      <source>through PipeWire, scaled to {1}x{2} where it gives another size</source>
      <translation>through PipeWire, scaled to {1}x{2} where it gives another size</translation>
    </message>
    <message>
      <source>v4l2loopback is installed but not loaded</source>
      <translation>v4l2loopback is installed but not loaded</translation>
    </message>
    <message>
      <source>v4l2loopback is not built for this kernel ({1})</source>
      <translation>v4l2loopback is not built for this kernel ({1})</translation>
    </message>
    <message>
      <source>v4l2loopback is not installed</source>
      <translation>v4l2loopback is not installed</translation>
    </message>
    <message>
      <source>v4l2loopback {1} is loaded</source>
      <translation>v4l2loopback {1} is loaded</translation>
    </message>
    <message>
      <source>webcam {1} ({2})</source>
      <translation>webcam {1} ({2})</translation>
    </message>
    <message>
      <source>webcam {1} ({2}) is open in {3}</source>
      <translation>webcam {1} ({2}) is open in {3}</translation>
    </message>
    <message>
      <source>what livebg itself shows</source>
      <translation>what livebg itself shows</translation>
    </message>
    <message>
      <source>without it no program sees a camera of livebg</source>
      <translation>without it no program sees a camera of livebg</translation>
    </message>
    <message>
      <source>written to {1}</source>
      <translation>written to {1}</translation>
    </message>
    <message>
      <source>you may not read webcam {1} ({2})</source>
      <translation>you may not read webcam {1} ({2})</translation>
    </message>
    <message>
      <source>you may not use it; run: sudo usermod -aG video $USER, then log in again</source>
      <translation>you may not use it; run: sudo usermod -aG video $USER, then log in again</translation>
    </message>
    <message>
      <source>you may not use {1}; run: sudo usermod -aG video $USER, then log in again</source>
      <translation>you may not use {1}; run: sudo usermod -aG video $USER, then log in again</translation>
    </message>
    <message>
      <source>you may not write to {1}</source>
      <translation>you may not write to {1}</translation>
    </message>
    <message>
      <source>you may not write to {1}. Join its group: sudo usermod -aG video $USER, then log in again</source>
      <translation>you may not write to {1}. Join its group: sudo usermod -aG video $USER, then log in again</translation>
    </message>
    <message>
      <source>you may write to {1}</source>
      <translation>you may write to {1}</translation>
    </message>
    <message>
      <source>{1} ({2} M parameters)</source>
      <translation>{1} ({2} M parameters)</translation>
    </message>
    <message>
      <source>{1} cannot be opened ({2})</source>
      <translation>{1} cannot be opened ({2})</translation>
    </message>
    <message>
      <source>{1} cannot be opened: {2}. See what there is: livebg doctor</source>
      <translation>{1} cannot be opened: {2}. See what there is: livebg doctor</translation>
    </message>
    <message>
      <source>{1} cannot be opened: {2}; try: livebg cameras</source>
      <translation>{1} cannot be opened: {2}; try: livebg cameras</translation>
    </message>
    <message>
      <source>{1} cannot be opened; is another app using it? Close that app, or try: livebg cameras</source>
      <translation>{1} cannot be opened; is another app using it? Close that app, or try: livebg cameras</translation>
    </message>
    <message>
      <source>{1} cannot be read as a fused graph; make it anew: python -m export fused</source>
      <translation>{1} cannot be read as a fused graph; make it anew: python -m export fused</translation>
    </message>
    <message>
      <source>{1} cannot be read: gst-launch-1.0 does not start: {2}</source>
      <translation>{1} cannot be read: gst-launch-1.0 does not start: {2}</translation>
    </message>
    <message>
      <source>{1} cannot be read: gst-launch-1.0 is missing. Install it: sudo apt install gstreamer1.0-tools gstreamer1.0-plugins-base gstreamer1.0-pipewire</source>
      <translation>{1} cannot be read: gst-launch-1.0 is missing. Install it: sudo apt install gstreamer1.0-tools gstreamer1.0-plugins-base gstreamer1.0-pipewire</translation>
    </message>
    <message>
      <source>{1} cannot be read: {2}; is the file whole?</source>
      <translation>{1} cannot be read: {2}; is the file whole?</translation>
    </message>
    <message>
      <source>{1} cannot be read: {2}; is the sender on?</source>
      <translation>{1} cannot be read: {2}; is the sender on?</translation>
    </message>
    <message>
      <source>{1} cannot be set now: another control of this camera has taken it over</source>
      <translation>{1} cannot be set now: another control of this camera has taken it over</translation>
    </message>
    <message>
      <source>{1} cannot be set while {2} is {3}; first: livebg controls --set "{4}={5}"</source>
      <translation>{1} cannot be set while {2} is {3}; first: livebg controls --set "{4}={5}"</translation>
    </message>
    <message>
      <source>{1} cannot be set: the camera's driver has locked it, perhaps only while it is in use</source>
      <translation>{1} cannot be set: the camera's driver has locked it, perhaps only while it is in use</translation>
    </message>
    <message>
      <source>{1} cannot be used: {2}</source>
      <translation>{1} cannot be used: {2}</translation>
    </message>
    <message>
      <source>{1} cannot be {2}; expected {3}</source>
      <translation>{1} cannot be {2}; expected {3}</translation>
    </message>
    <message>
      <source>{1} cannot build this model: it gives no reason</source>
      <translation>{1} cannot build this model: it gives no reason</translation>
    </message>
    <message>
      <source>{1} cannot build this model: {2}</source>
      <translation>{1} cannot build this model: {2}</translation>
    </message>
    <message>
      <source>{1} cannot read this ONNX file</source>
      <translation>{1} cannot read this ONNX file</translation>
    </message>
    <message>
      <source>{1} cannot show transparency; choose another background</source>
      <translation>{1} cannot show transparency; choose another background</translation>
    </message>
    <message>
      <source>{1} does not say what it is made of; make it anew: python -m export fused</source>
      <translation>{1} does not say what it is made of; make it anew: python -m export fused</translation>
    </message>
    <message>
      <source>{1} does not support {2}</source>
      <translation>{1} does not support {2}</translation>
    </message>
    <message>
      <source>{1} failed: {2}</source>
      <translation>{1} failed: {2}</translation>
    </message>
    <message>
      <source>{1} fits several cameras: {2}; give the number of one</source>
      <translation>{1} fits several cameras: {2}; give the number of one</translation>
    </message>
    <message>
      <source>{1} gave no picture for {2} s; is it plugged in, or is another app using it? Try: livebg cameras</source>
      <translation>{1} gave no picture for {2} s; is it plugged in, or is another app using it? Try: livebg cameras</translation>
    </message>
    <message>
      <source>{1} gave no picture for {2} s; is it plugged in? Try: livebg cameras</source>
      <translation>{1} gave no picture for {2} s; is it plugged in? Try: livebg cameras</translation>
    </message>
    <message>
      <source>{1} gives no more pictures: it was unplugged, or PipeWire ended. Try: livebg cameras</source>
      <translation>{1} gives no more pictures: it was unplugged, or PipeWire ended. Try: livebg cameras</translation>
    </message>
    <message>
      <source>{1} gives no more pictures: {2}. Try: livebg cameras</source>
      <translation>{1} gives no more pictures: {2}. Try: livebg cameras</translation>
    </message>
    <message>
      <source>{1} gives no pictures: it has none; expected a video with at least one frame</source>
      <translation>{1} gives no pictures: it has none; expected a video with at least one frame</translation>
    </message>
    <message>
      <source>{1} gives no pictures: none of its {2} packets can be decoded; expected a video with at least one frame</source>
      <translation>{1} gives no pictures: none of its {2} packets can be decoded; expected a video with at least one frame</translation>
    </message>
    <message>
      <source>{1} gives no pictures; to see the cameras: livebg cameras</source>
      <translation>{1} gives no pictures; to see the cameras: livebg cameras</translation>
    </message>
    <message>
      <source>{1} has no pictures to play; expected a whole video with pictures, or a still picture</source>
      <translation>{1} has no pictures to play; expected a whole video with pictures, or a still picture</translation>
    </message>
    <message>
      <source>{1} has served one program and takes no second one</source>
      <translation>{1} has served one program and takes no second one</translation>
    </message>
    <message>
      <source>{1} holds no moving pictures, it is {2}; expected a video</source>
      <translation>{1} holds no moving pictures, it is {2}; expected a video</translation>
    </message>
    <message>
      <source>{1} holds no pictures; expected files such as .jpg or .png</source>
      <translation>{1} holds no pictures; expected files such as .jpg or .png</translation>
    </message>
    <message>
      <source>{1} is a Flatpak and does not see devices</source>
      <translation>{1} is a Flatpak and does not see devices</translation>
    </message>
    <message>
      <source>{1} is a device and not a virtual camera. See what there is: livebg doctor</source>
      <translation>{1} is a device and not a virtual camera. See what there is: livebg doctor</translation>
    </message>
    <message>
      <source>{1} is a {2} and not a virtual camera. See what there is: livebg doctor</source>
      <translation>{1} is a {2} and not a virtual camera. See what there is: livebg doctor</translation>
    </message>
    <message>
      <source>{1} is an ONNX file but not a livebg model (it has no livebg metadata); export one with: python -m export onnx</source>
      <translation>{1} is an ONNX file but not a livebg model (it has no livebg metadata); export one with: python -m export onnx</translation>
    </message>
    <message>
      <source>{1} is closed and takes no more pictures</source>
      <translation>{1} is closed and takes no more pictures</translation>
    </message>
    <message>
      <source>{1} is empty; expected a video or a picture</source>
      <translation>{1} is empty; expected a video or a picture</translation>
    </message>
    <message>
      <source>{1} is for frames of {2}x{3}; expected {4}x{5}</source>
      <translation>{1} is for frames of {2}x{3}; expected {4}x{5}</translation>
    </message>
    <message>
      <source>{1} is in use: open in {2}</source>
      <translation>{1} is in use: open in {2}</translation>
    </message>
    <message>
      <source>{1} is made on Linux only so far; here, make a shortcut to {2} yourself</source>
      <translation>{1} is made on Linux only so far; here, make a shortcut to {2} yourself</translation>
    </message>
    <message>
      <source>{1} is named {2}</source>
      <translation>{1} is named {2}</translation>
    </message>
    <message>
      <source>{1} is not a blur; expected {2}:0 (least) to {3}:1 (strongest), such as {4}:0.5</source>
      <translation>{1} is not a blur; expected {2}:0 (least) to {3}:1 (strongest), such as {4}:0.5</translation>
    </message>
    <message>
      <source>{1} is not a camera; to see those there are: livebg cameras</source>
      <translation>{1} is not a camera; to see those there are: livebg cameras</translation>
    </message>
    <message>
      <source>{1} is not a colour; expected #rrggbb with six digits 0 to f, such as #00b140</source>
      <translation>{1} is not a colour; expected #rrggbb with six digits 0 to f, such as #00b140</translation>
    </message>
    <message>
      <source>{1} is not a model that can be loaded: it is corrupt or no ONNX file; try: livebg models</source>
      <translation>{1} is not a model that can be loaded: it is corrupt or no ONNX file; try: livebg models</translation>
    </message>
    <message>
      <source>{1} is not a picture that can be decoded; expected a whole JPEG, PNG, WebP, BMP, TIFF or AVIF file</source>
      <translation>{1} is not a picture that can be decoded; expected a whole JPEG, PNG, WebP, BMP, TIFF or AVIF file</translation>
    </message>
    <message>
      <source>{1} is not a video that can be read: {2}; is the file whole?</source>
      <translation>{1} is not a video that can be read: {2}; is the file whole?</translation>
    </message>
    <message>
      <source>{1} is not available: {2}</source>
      <translation>{1} is not available: {2}</translation>
    </message>
    <message>
      <source>{1} is not installed ({2}); pip install 'livebg[{3}]'</source>
      <translation>{1} is not installed ({2}); pip install 'livebg[{3}]'</translation>
    </message>
    <message>
      <source>{1} is not one of your own backgrounds; only those can be renamed or removed</source>
      <translation>{1} is not one of your own backgrounds; only those can be renamed or removed</translation>
    </message>
    <message>
      <source>{1} may see cameras</source>
      <translation>{1} may see cameras</translation>
    </message>
    <message>
      <source>{1} of ONNX Runtime does not run {2} here; are its driver and libraries installed?</source>
      <translation>{1} of ONNX Runtime does not run {2} here; are its driver and libraries installed?</translation>
    </message>
    <message>
      <source>{1} sets nothing; expected NAME=VALUE, such as brightness=128</source>
      <translation>{1} sets nothing; expected NAME=VALUE, such as brightness=128</translation>
    </message>
    <message>
      <source>{1} takes no pictures: it has served one program and cannot be fed again (exclusive_caps=1). To mend it, {2}</source>
      <translation>{1} takes no pictures: it has served one program and cannot be fed again (exclusive_caps=1). To mend it, {2}</translation>
    </message>
    <message>
      <source>{1} takes no pictures: it is open in {2}. Close that program; if it still takes none, {3}</source>
      <translation>{1} takes no pictures: it is open in {2}. Close that program; if it still takes none, {3}</translation>
    </message>
    <message>
      <source>{1} takes pictures</source>
      <translation>{1} takes pictures</translation>
    </message>
    <message>
      <source>{1} takes pictures; open in {2}</source>
      <translation>{1} takes pictures; open in {2}</translation>
    </message>
    <message>
      <source>{1} took no picture: {2}; restart livebg</source>
      <translation>{1} took no picture: {2}; restart livebg</translation>
    </message>
    <message>
      <source>{1} uses a video codec that is not known here; convert it to H.264 first</source>
      <translation>{1} uses a video codec that is not known here; convert it to H.264 first</translation>
    </message>
    <message>
      <source>{1} was made of other weights than {2}; make it anew: python -m export fused</source>
      <translation>{1} was made of other weights than {2}; make it anew: python -m export fused</translation>
    </message>
    <message>
      <source>{1} {2} is no picture that can be read; expected a PNG, or make it anew</source>
      <translation>{1} {2} is no picture that can be read; expected a PNG, or make it anew</translation>
    </message>
    <message>
      <source>{1}, {2}, through {3}</source>
      <translation>{1}, {2}, through {3}</translation>
    </message>
    <message>
      <source>{1}, {2}, through {3} {4}</source>
      <translation>{1}, {2}, through {3} {4}</translation>
    </message>
    <message>
      <source>{1}: cannot convert {2}x{3} {4} pictures to BGR: {5}</source>
      <translation>{1}: cannot convert {2}x{3} {4} pictures to BGR: {5}</translation>
    </message>
    <message>
      <source>{1}: got {2}, {3}</source>
      <translation>{1}: got {2}, {3}</translation>
    </message>
    <message>
      <source>{1}; it may take it while it gives pictures, or not at all</source>
      <translation>{1}; it may take it while it gives pictures, or not at all</translation>
    </message>
  </context>
  <context>
    <name>Settings</name>
    <message>
      <source>Accelerator</source>
      <translation>Accelerator</translation>
    </message>
    <message>
      <source>Auto frame</source>
      <translation>Auto frame</translation>
    </message>
    <message>
      <source>Background</source>
      <translation>Background</translation>
    </message>
    <message>
      <source>CPU threads that the network and OpenCV may use; more cost more CPU and lower latency</source>
      <translation>CPU threads that the network and OpenCV may use; more cost more CPU and lower latency</translation>
    </message>
    <message>
      <source>Camera</source>
      <translation>Camera</translation>
    </message>
    <message>
      <source>Camera FPS</source>
      <translation>Camera FPS</translation>
    </message>
    <message>
      <source>Camera format</source>
      <translation>Camera format</translation>
    </message>
    <message>
      <source>Camera size</source>
      <translation>Camera size</translation>
    </message>
    <message>
      <source>Despill</source>
      <translation>Despill</translation>
    </message>
    <message>
      <source>Device</source>
      <translation>Device</translation>
    </message>
    <message>
      <source>Edge cleanup</source>
      <translation>Edge cleanup</translation>
    </message>
    <message>
      <source>Edges</source>
      <translation>Edges</translation>
    </message>
    <message>
      <source>Feather</source>
      <translation>Feather</translation>
    </message>
    <message>
      <source>Fit</source>
      <translation>Fit</translation>
    </message>
    <message>
      <source>Grow</source>
      <translation>Grow</translation>
    </message>
    <message>
      <source>Hold rate</source>
      <translation>Hold rate</translation>
    </message>
    <message>
      <source>Level high</source>
      <translation>Level high</translation>
    </message>
    <message>
      <source>Level low</source>
      <translation>Level low</translation>
    </message>
    <message>
      <source>Light match</source>
      <translation>Light match</translation>
    </message>
    <message>
      <source>Light wrap</source>
      <translation>Light wrap</translation>
    </message>
    <message>
      <source>Look</source>
      <translation>Look</translation>
    </message>
    <message>
      <source>Loop</source>
      <translation>Loop</translation>
    </message>
    <message>
      <source>MJPEG port</source>
      <translation>MJPEG port</translation>
    </message>
    <message>
      <source>Max age</source>
      <translation>Max age</translation>
    </message>
    <message>
      <source>Mirror</source>
      <translation>Mirror</translation>
    </message>
    <message>
      <source>Model</source>
      <translation>Model</translation>
    </message>
    <message>
      <source>Motion gate</source>
      <translation>Motion gate</translation>
    </message>
    <message>
      <source>Only when watched</source>
      <translation>Only when watched</translation>
    </message>
    <message>
      <source>Output</source>
      <translation>Output</translation>
    </message>
    <message>
      <source>Output FPS</source>
      <translation>Output FPS</translation>
    </message>
    <message>
      <source>Output size</source>
      <translation>Output size</translation>
    </message>
    <message>
      <source>Pacing</source>
      <translation>Pacing</translation>
    </message>
    <message>
      <source>Pan x</source>
      <translation>Pan x</translation>
    </message>
    <message>
      <source>Pan y</source>
      <translation>Pan y</translation>
    </message>
    <message>
      <source>People</source>
      <translation>People</translation>
    </message>
    <message>
      <source>Plate</source>
      <translation>Plate</translation>
    </message>
    <message>
      <source>Precision</source>
      <translation>Precision</translation>
    </message>
    <message>
      <source>Processor budget</source>
      <translation>Processor budget</translation>
    </message>
    <message>
      <source>Regions</source>
      <translation>Regions</translation>
    </message>
    <message>
      <source>Rotate</source>
      <translation>Rotate</translation>
    </message>
    <message>
      <source>Smoothing</source>
      <translation>Smoothing</translation>
    </message>
    <message>
      <source>Source</source>
      <translation>Source</translation>
    </message>
    <message>
      <source>Threads</source>
      <translation>Threads</translation>
    </message>
    <message>
      <source>Zoom</source>
      <translation>Zoom</translation>
    </message>
    <message>
      <source>a composite older than this many milliseconds is replaced by the placeholder card</source>
      <translation>a composite older than this many milliseconds is replaced by the placeholder card</translation>
    </message>
    <message>
      <source>a picture of the empty room, which helps to tell things from the room: auto (the one kept for this camera), none, or a file</source>
      <translation>a picture of the empty room, which helps to tell things from the room: auto (the one kept for this camera), none, or a file</translation>
    </message>
    <message>
      <source>alpha of the network that counts as background; higher removes faint remains</source>
      <translation>alpha of the network that counts as background; higher removes faint remains</translation>
    </message>
    <message>
      <source>alpha of the network that counts as person; lower fills holes</source>
      <translation>alpha of the network that counts as person; lower fills holes</translation>
    </message>
    <message>
      <source>close the webcam, so that its light goes off, while no program watches the virtual camera; where the system tells who does</source>
      <translation>close the webcam, so that its light goes off, while no program watches the virtual camera; where the system tells who does</translation>
    </message>
    <message>
      <source>follow head and shoulders, enlarged up to 2.5 times; zoom and pan are then not used</source>
      <translation>follow head and shoulders, enlarged up to 2.5 times; zoom and pan are then not used</translation>
    </message>
    <message>
      <source>frames per second asked of a camera</source>
      <translation>frames per second asked of a camera</translation>
    </message>
    <message>
      <source>frames per second of the virtual camera</source>
      <translation>frames per second of the virtual camera</translation>
    </message>
    <message>
      <source>how a background of another shape fills the frame</source>
      <translation>how a background of another shape fills the frame</translation>
    </message>
    <message>
      <source>how closely the matte follows edges of the picture, such as hair; 0 = plain enlargement</source>
      <translation>how closely the matte follows edges of the picture, such as hair; 0 = plain enlargement</translation>
    </message>
    <message>
      <source>how far light of the old room's colour, such as a green screen's, is taken off the person's edge; 0 = leave it</source>
      <translation>how far light of the old room's colour, such as a green screen's, is taken off the person's edge; 0 = leave it</translation>
    </message>
    <message>
      <source>how far the old room's colour is taken out of the person's edge; 0 = not at all</source>
      <translation>how far the old room's colour is taken out of the person's edge; 0 = not at all</translation>
    </message>
    <message>
      <source>how much of the new background's light falls on the person's edge; 0 = none</source>
      <translation>how much of the new background's light falls on the person's edge; 0 = none</translation>
    </message>
    <message>
      <source>how much the picture is enlarged; 1 = not at all</source>
      <translation>how much the picture is enlarged; 1 = not at all</translation>
    </message>
    <message>
      <source>how strongly the matte is steadied over time where nothing moves; 0 = not at all</source>
      <translation>how strongly the matte is steadied over time where nothing moves; 0 = not at all</translation>
    </message>
    <message>
      <source>let the network rest while nothing moves; the first motion wakes it</source>
      <translation>let the network rest while nothing moves; the first motion wakes it</translation>
    </message>
    <message>
      <source>matting network: a name that `livebg models` lists, or an .onnx file</source>
      <translation>matting network: a name that `livebg models` lists, or an .onnx file</translation>
    </message>
    <message>
      <source>move the person's exposure and white balance towards those of the background; 0 = leave them</source>
      <translation>move the person's exposure and white balance towards those of the background; 0 = leave them</translation>
    </message>
    <message>
      <source>move the person's outline outwards, or inwards if negative; pixels of a 720p frame</source>
      <translation>move the person's outline outwards, or inwards if negative; pixels of a 720p frame</translation>
    </message>
    <message>
      <source>numbers that the network calculates with on the CPU: int8, which then looks at more pixels for the same cost, where it has an int8 file and the CPU has instructions for it (auto), or one of the two always</source>
      <translation>numbers that the network calculates with on the CPU: int8, which then looks at more pixels for the same cost, where it has an int8 file and the CPU has instructions for it (auto), or one of the two always</translation>
    </message>
    <message>
      <source>parts of the camera's view that are always kept or hidden: auto (those painted in the window for this camera), none, or a picture in which white keeps, black hides and middle grey leaves it to the network</source>
      <translation>parts of the camera's view that are always kept or hidden: auto (those painted in the window for this camera), none, or a picture in which white keeps, black hides and middle grey leaves it to the network</translation>
    </message>
    <message>
      <source>percent of one processor that livebg may take; above it the picture gets cheaper in the same steps; 0 = no limit</source>
      <translation>percent of one processor that livebg may take; above it the picture gets cheaper in the same steps; 0 = no limit</translation>
    </message>
    <message>
      <source>pixel format asked of a camera; auto asks for MJPG, which USB cameras need for 720p at 30 fps</source>
      <translation>pixel format asked of a camera; auto asks for MJPG, which USB cameras need for 720p at 30 fps</translation>
    </message>
    <message>
      <source>play a file or folder over and over</source>
      <translation>play a file or folder over and over</translation>
    </message>
    <message>
      <source>port of the HTTP stream, on this computer only; 0 is any free one</source>
      <translation>port of the HTTP stream, on this computer only; 0 is any free one</translation>
    </message>
    <message>
      <source>size asked of a camera, WIDTHxHEIGHT</source>
      <translation>size asked of a camera, WIDTHxHEIGHT</translation>
    </message>
    <message>
      <source>size of the virtual camera, WIDTHxHEIGHT; auto is the camera's size; other pictures are letterboxed</source>
      <translation>size of the virtual camera, WIDTHxHEIGHT; auto is the camera's size; other pictures are letterboxed</translation>
    </message>
    <message>
      <source>soften the person's outline over this width; pixels of a 720p frame</source>
      <translation>soften the person's outline over this width; pixels of a 720p frame</translation>
    </message>
    <message>
      <source>swap left and right for everybody, not only in the preview</source>
      <translation>swap left and right for everybody, not only in the preview</translation>
    </message>
    <message>
      <source>turns a camera that is not level, in degrees, counter-clockwise; enlarged so that no corner is empty</source>
      <translation>turns a camera that is not level, in degrees, counter-clockwise; enlarged so that no corner is empty</translation>
    </message>
    <message>
      <source>virtual camera device, such as /dev/video10; auto is the one named livebg, on Windows and macOS the first; pipewire is a camera without a driver</source>
      <translation>virtual camera device, such as /dev/video10; auto is the one named livebg, on Windows and macOS the first; pipewire is a camera without a driver</translation>
    </message>
    <message>
      <source>what goes behind the person: a picture, a video, a folder of pictures, a bundled name, #rrggbb, blur, blur:0..1, bokeh, bokeh:0..1 or transparent</source>
      <translation>what goes behind the person: a picture, a video, a folder of pictures, a bundled name, #rrggbb, blur, blur:0..1, bokeh, bokeh:0..1 or transparent</translation>
    </message>
    <message>
      <source>what runs the network live: cpu, the fastest of what `livebg devices` lists (auto), or one of it; the CPU serves until it is ready and when it fails</source>
      <translation>what runs the network live: cpu, the fastest of what `livebg devices` lists (auto), or one of it; the CPU serves until it is ready and when it fails</translation>
    </message>
    <message>
      <source>when pictures are sent on: at the even steps of the output's own rate (steady), or each as soon as it is ready (lowest-latency), half a frame sooner on average</source>
      <translation>when pictures are sent on: at the even steps of the output's own rate (steady), or each as soon as it is ready (lowest-latency), half a frame sooner on average</translation>
    </message>
    <message>
      <source>where an enlarged picture looks: -1 = its upper side, 1 = its lower</source>
      <translation>where an enlarged picture looks: -1 = its upper side, 1 = its lower</translation>
    </message>
    <message>
      <source>where an enlarged picture looks: -1 = the left side of the camera's picture, 1 = the right</source>
      <translation>where an enlarged picture looks: -1 = the left side of the camera's picture, 1 = the right</translation>
    </message>
    <message>
      <source>where pictures come from: auto (the first camera), a camera's name or number, a file, a folder of pictures, a stream's URL, screen, demo or pattern</source>
      <translation>where pictures come from: auto (the first camera), a camera's name or number, a file, a folder of pictures, a stream's URL, screen, demo or pattern</translation>
    </message>
    <message>
      <source>while this computer is too slow for the camera, use a cheaper network, then plain edges, then every second frame</source>
      <translation>while this computer is too slow for the camera, use a cheaper network, then plain edges, then every second frame</translation>
    </message>
    <message>
      <source>who is shown: all, or one person, chosen by size or place and followed from then on; people who touch count as one</source>
      <translation>who is shown: all, or one person, chosen by size or place and followed from then on; people who touch count as one</translation>
    </message>
  </context>
  <context>
    <name>SettingsPanel</name>
    <message>
      <source>Reset all settings</source>
      <translation>Reset all settings</translation>
    </message>
    <message>
      <source>“%1” cannot be used here.</source>
      <translation>“%1” cannot be used here.</translation>
    </message>
  </context>
  <context>
    <name>Shield</name>
    <message>
      <source>Protected</source>
      <translation>Protected</translation>
    </message>
    <message>
      <source>Others see you, and not your room.</source>
      <translation>Others see you, and not your room.</translation>
    </message>
    <message>
      <source>Pass-through</source>
      <translation>Pass-through</translation>
    </message>
    <message>
      <source>Others see your real room.</source>
      <translation>Others see your real room.</translation>
    </message>
    <message>
      <source>Paused</source>
      <translation>Paused</translation>
    </message>
    <message>
      <source>The camera is off. Others see the card “be right back”.</source>
      <translation>The camera is off. Others see the card “be right back”.</translation>
    </message>
    <message>
      <source>Camera lost</source>
      <translation>Camera lost</translation>
    </message>
    <message>
      <source>Others see a card. livebg goes on by itself when the camera is back.</source>
      <translation>Others see a card. livebg goes on by itself when the camera is back.</translation>
    </message>
    <message>
      <source>No camera “%1”</source>
      <translation>No camera “%1”</translation>
    </message>
    <message>
      <source>No camera</source>
      <translation>No camera</translation>
    </message>
    <message>
      <source>This is a demo clip that only you see. Others see a card until a camera is there.</source>
      <translation>This is a demo clip that only you see. Others see a card until a camera is there.</translation>
    </message>
    <message>
      <source>Getting ready…</source>
      <translation>Getting ready…</translation>
    </message>
    <message>
      <source>livebg fits itself to this computer, once: about 15 seconds. Others see a card.</source>
      <translation>livebg fits itself to this computer, once: about 15 seconds. Others see a card.</translation>
    </message>
    <message>
      <source>Camera off</source>
      <translation>Camera off</translation>
    </message>
    <message>
      <source>Nobody watches. The camera opens by itself when a call or this window needs it.</source>
      <translation>Nobody watches. The camera opens by itself when a call or this window needs it.</translation>
    </message>
    <message>
      <source>Stopped</source>
      <translation>Stopped</translation>
    </message>
    <message>
      <source>Others see a card. Choose something else, or try again.</source>
      <translation>Others see a card. Choose something else, or try again.</translation>
    </message>
    <message>
      <source>The end</source>
      <translation>The end</translation>
    </message>
    <message>
      <source>The video has ended. Others see a card.</source>
      <translation>The video has ended. Others see a card.</translation>
    </message>
    <message>
      <source>One moment…</source>
      <translation>One moment…</translation>
    </message>
    <message>
      <source>Others see a card until the picture is ready.</source>
      <translation>Others see a card until the picture is ready.</translation>
    </message>
    <message>
      <source>In Zoom, Meet or Teams, select the camera %1.</source>
      <translation>In Zoom, Meet or Teams, select the camera %1.</translation>
    </message>
    <message>
      <source>Watched by %1.</source>
      <translation>Watched by %1.</translation>
    </message>
  </context>
  <context>
    <name>ShieldBar</name>
    <message>
      <source>Who can see what</source>
      <translation>Who can see what</translation>
    </message>
  </context>
  <context>
    <name>Side</name>
    <message>
      <source>E&amp;xposure, focus, colour…</source>
      <translation>E&amp;xposure, focus, colour…</translation>
    </message>
    <message>
      <source>Look</source>
      <translation>Look</translation>
    </message>
    <message>
      <source>Camera</source>
      <translation>Camera</translation>
    </message>
    <message>
      <source>Advanced</source>
      <translation>Advanced</translation>
    </message>
    <message>
      <source>Pages</source>
      <translation>Pages</translation>
    </message>
  </context>
  <context>
    <name>TileList</name>
    <message>
      <source>Backgrounds</source>
      <translation>Backgrounds</translation>
    </message>
    <message>
      <source>Slight blur</source>
      <translation>Slight blur</translation>
    </message>
    <message>
      <source>Blur</source>
      <translation>Blur</translation>
    </message>
    <message>
      <source>Strong blur</source>
      <translation>Strong blur</translation>
    </message>
    <message>
      <source>Portrait blur</source>
      <translation>Portrait blur</translation>
    </message>
    <message>
      <source>Colour…</source>
      <translation>Colour…</translation>
    </message>
    <message>
      <source>Transparent</source>
      <translation>Transparent</translation>
    </message>
    <message>
      <source>Use</source>
      <translation>Use</translation>
    </message>
    <message>
      <source>Rename</source>
      <translation>Rename</translation>
    </message>
    <message>
      <source>Remove…</source>
      <translation>Remove…</translation>
    </message>
  </context>
  <context>
    <name>Tray</name>
    <message>
      <source>Pause</source>
      <translation>Pause</translation>
    </message>
    <message>
      <source>Open livebg</source>
      <translation>Open livebg</translation>
    </message>
    <message>
      <source>Background</source>
      <translation>Background</translation>
    </message>
    <message>
      <source>Quit</source>
      <translation>Quit</translation>
    </message>
    <message>
      <source>Blur</source>
      <translation>Blur</translation>
    </message>
  </context>
  <context>
    <name>TrialCard</name>
    <message>
      <source>Flicker: how much the matte changes where the picture stands still. Edges: how much of your outline lies on an edge of the picture. CPU: what one frame costs.</source>
      <translation>Flicker: how much the matte changes where the picture stands still. Edges: how much of your outline lies on an edge of the picture. CPU: what one frame costs.</translation>
    </message>
    <message>
      <source>Use this</source>
      <translation>Use this</translation>
    </message>
    <message>
      <source>Use %1</source>
      <translation>Use %1</translation>
    </message>
    <message>
      <source>Best for this computer</source>
      <translation>Best for this computer</translation>
    </message>
    <message>
      <source>steadier</source>
      <translation>steadier</translation>
    </message>
    <message>
      <source>closer edges</source>
      <translation>closer edges</translation>
    </message>
    <message>
      <source>Flicker %1, edges %2 %, CPU %3 ms a frame</source>
      <translation>Flicker %1, edges %2 %, CPU %3 ms a frame</translation>
    </message>
  </context>
  <context>
    <name>Views</name>
    <message>
      <source>Show the &amp;matte</source>
      <translation>Show the &amp;matte</translation>
    </message>
    <message>
      <source>White is you, black is the background</source>
      <translation>White is you, black is the background</translation>
    </message>
    <message>
      <source>&amp;Before / after</source>
      <translation>&amp;Before / after</translation>
    </message>
    <message>
      <source>Only in this window; nobody else sees your room</source>
      <translation>Only in this window; nobody else sees your room</translation>
    </message>
    <message>
      <source>Share of the picture that shows before</source>
      <translation>Share of the picture that shows before</translation>
    </message>
  </context>
  <context>
    <name>Window</name>
    <message>
      <source>&amp;Pause</source>
      <translation>&amp;Pause</translation>
    </message>
    <message>
      <source>Pass-&amp;through</source>
      <translation>Pass-&amp;through</translation>
    </message>
    <message>
      <source>Show others your real room (Ctrl+Shift+T)</source>
      <translation>Show others your real room (Ctrl+Shift+T)</translation>
    </message>
    <message>
      <source>&amp;Go on</source>
      <translation>&amp;Go on</translation>
    </message>
  </context>
</TS>
