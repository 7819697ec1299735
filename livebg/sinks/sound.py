"""Carry the sound of a file into a video beside its new pictures: copied as it is, or re-encoded where it must be."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

import av
from av.audio.frame import AudioFrame
from av.audio.stream import AudioStream
from av.container import OutputContainer
from av.error import FFmpegError, InvalidDataError
from av.packet import Packet
from av.stream import Stream

ENCODERS = {"mp4": "aac", "mov": "aac", "matroska": "aac", "avi": "pcm_s16le"}
EDIT_LISTS = ("mp4", "mov")  # containers that can say "begin here", so sound may begin before zero
NOTICEABLE_S = 0.04  # between lips and voice
REHEARSED = 8  # packets of a track that are tried on a container
DAMAGED = "a damaged piece of sound was left out"

Way = Callable[[OutputContainer, AudioStream], Stream]


@dataclass(frozen=True)
class _Track:
    """Hold where one track comes from and goes to. encoded: its packets are decoded and encoded again."""

    template: AudioStream
    out: AudioStream
    encoded: bool

    def carried(self, packet: Packet[Any]) -> Iterator[Packet[Any]]:
        """Turn a packet of the file into packets of the output."""
        if self.encoded:
            yield from self.reencoded(packet)
        else:
            packet.stream = self.out
            yield packet

    def reencoded(self, packet: Packet[Any] | None) -> Iterator[Packet[Any]]:
        """Decode a packet (None = what the decoder still holds) and encode it for the output."""
        for frame in self.template.decode(packet):
            assert isinstance(frame, AudioFrame)
            yield from self.out.encode(frame)


def _copy(output: OutputContainer, template: AudioStream) -> Stream:
    return output.add_stream_from_template(template)


def _encode(output: OutputContainer, template: AudioStream) -> Stream:
    return output.add_stream(ENCODERS[output.format.name], rate=template.rate, layout=template.layout.name)


def _encode_stereo(output: OutputContainer, template: AudioStream) -> Stream:
    return output.add_stream(ENCODERS[output.format.name], rate=48_000, layout="stereo")


WAYS: tuple[Way, ...] = (_copy, _encode, _encode_stereo)


def _track(output: OutputContainer, template: AudioStream, way: Way) -> _Track:
    out = way(output, template)
    assert isinstance(out, AudioStream)
    out.metadata.update({key: text for key, text in template.metadata.items() if key in ("language", "title")})
    out.disposition = template.disposition
    return _Track(template, out, way is not _copy)


def _works(path: Path, index: int, way: Way, container: str) -> bool:
    """Tell whether a container takes a track, by carrying its beginning into a file in memory.

    No list says it: some containers refuse a codec when it is added, some with the header, the first packet, or the very end.
    """
    try:
        with av.open(str(path), metadata_errors="replace") as source, av.open(io.BytesIO(), "w", container) as trial:
            stream = source.streams[index]
            assert isinstance(stream, AudioStream)
            if stream.codec_context is None:  # a codec that nobody here knows
                return False
            track = _track(trial, stream, way)
            trial.start_encoding()
            for packet in islice(source.demux(stream), REHEARSED):
                if packet.dts is not None:
                    trial.mux(list(track.carried(packet)))
    except (FFmpegError, ValueError):
        return False
    return True


class Sound:
    """Give the packets of a file's audio tracks in time with the pictures, ready to be muxed.

    All tracks are added to `output`, whose header is not yet written. Times are seconds of the file's clock less `origin_s`.
    note: what was lost, "" = nothing. The constructor raises FFmpegError or OSError when the file cannot be opened.
    """

    def __init__(self, path: Path, output: OutputContainer, origin_s: float) -> None:
        self.note = ""
        self._origin_s = origin_s
        self._container = output.format.name
        self._input = av.open(str(path), metadata_errors="replace")
        self._tracks: dict[int, _Track] = {}
        for stream in self._input.streams.audio:
            way = next((way for way in WAYS if _works(path, stream.index, way, self._container)), None)
            if way is not None:
                self._tracks[stream.index] = _track(output, stream, way)
        self._note_losses()
        streams = [track.template for track in self._tracks.values()]
        self._demuxed = self._input.demux(*streams, *self._input.streams.video[:1]) if streams else iter(())
        self._next: Packet[Any] | None = None
        self._newest_picture_s = float("-inf")

    def until(self, time_s: float) -> Iterator[Packet[Any]]:
        """Give the packets that begin at `time_s` or before and were not given yet."""
        while (packet := self._peek()) is not None and self._time_s(packet) <= time_s:
            self._next = None
            yield from self._carried(packet)

    def rest(self, last_s: float, end_s: float) -> Iterator[Packet[Any]]:
        """Give all that is left; but only up to `end_s` when the source ended early, so that its sound does not run on alone.

        last_s, end_s: when the last stored picture begins and ends. The file holding pictures well after it is the sign; one
        or two are not, as decoders keep them back in some files.
        """
        much_later_s = end_s + (end_s - last_s)
        left = []
        while self._newest_picture_s <= much_later_s and (packet := self._peek()) is not None:
            self._next = None
            left.append(packet)
        cut = self._newest_picture_s > much_later_s
        for packet in left:
            if not cut or self._time_s(packet) < end_s:
                yield from self._carried(packet)
        if cut:
            yield from self.until(end_s)
        for track in self._tracks.values():
            if track.encoded:
                yield from track.reencoded(None)
                yield from track.out.encode(None)

    def close(self) -> None:
        """Close the file that the sound comes from."""
        self._input.close()

    def _note_losses(self) -> None:
        found = len(self._input.streams.audio)
        if lost := found - len(self._tracks):
            self.note = f"{lost} of {found} sound tracks left out: {self._container} cannot hold them"
        elif self._container == "avi" and any(map(self._apart, self._tracks.values())):
            self.note = "AVI begins sound and pictures together, these do not; give .mkv to keep them in step"

    def _apart(self, track: _Track) -> bool:
        """Tell whether a track begins noticeably before or after the pictures."""
        begin, unit = track.template.start_time, track.template.time_base
        return begin is not None and unit is not None and abs(float(begin * unit) - self._origin_s) > NOTICEABLE_S

    def _time_s(self, packet: Packet[Any]) -> float:
        ticks = packet.dts if packet.pts is None else packet.pts
        assert ticks is not None
        return float(ticks * packet.time_base) - self._origin_s

    def _peek(self) -> Packet[Any] | None:
        """Give the next audio packet without taking it; None at the end. Sees on its way how far the pictures go."""
        try:
            while self._next is None:
                packet = next(self._demuxed, None)
                if packet is None:
                    return None
                if packet.dts is None:
                    continue  # the demuxer's end mark
                if packet.stream.type == "audio":
                    self._next = packet
                elif not packet.is_discard:
                    self._newest_picture_s = max(self._newest_picture_s, self._time_s(packet))
        except FFmpegError as error:
            self.note = f"the sound ends early: {error.strerror}"
            self._demuxed = iter(())
        return self._next

    def _carried(self, packet: Packet[Any]) -> Iterator[Packet[Any]]:
        """Move a packet to the output's clock and turn it into packets of the output."""
        assert packet.dts is not None
        end_s = self._time_s(packet) + float((packet.duration or 0) * packet.time_base)
        needless = packet.is_discard or self._origin_s != 0  # an encoder's warm-up, or sound before a moved beginning
        if end_s <= 0 and needless and self._container not in EDIT_LISTS:
            return
        shift = round(self._origin_s / packet.time_base)
        packet.pts, packet.dts = None if packet.pts is None else packet.pts - shift, packet.dts - shift
        try:
            yield from self._tracks[packet.stream.index].carried(packet)
        except InvalidDataError:
            self.note = DAMAGED
