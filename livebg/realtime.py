"""Hold all threads: a task with a life, a slot where the newest item wins, and the stage runner `latest`."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import contextmanager
from types import TracebackType
from typing import Generic, TypeVar

log = logging.getLogger(__name__)
T = TypeVar("T")

POLL_S = 0.05  # how soon a wait sees `stop`
JOIN_S = 3.0  # how long a stage may take to end before it is abandoned; a V4L2 read may last 2 s

ABANDONED = " (abandoned)"


class Task:
    """Run a function on a named thread for as long as a `with` block lasts.

    The function gets `stop`, an event that it must watch; leaving the block sets it and joins. An error that the function
    raises is kept in `error`. A thread that does not end within the limit (stuck in a driver) is abandoned with a warning:
    it is a daemon, so it cannot keep the program alive, and `abandoned` counts it until it ends. stages: how many tasks
    it may have to give up itself before it can end.
    """

    def __init__(
        self, run: Callable[[threading.Event], None], name: str, stop: threading.Event | None = None, *, stages: int = 0
    ) -> None:
        self._run, self.stop, self._stages = run, stop or threading.Event(), stages
        self.error: Exception | None = None
        self.done = threading.Event()
        self._thread = threading.Thread(target=self._main, name=f"livebg-{name}", daemon=True)

    def _main(self) -> None:
        try:
            self._run(self.stop)
        except Exception as error:  # handed to whoever owns the task
            self.error = error
        finally:
            self.done.set()

    def __enter__(self) -> Task:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop.set()
        limit_s = JOIN_S * (self._stages + 1)
        self._thread.join(limit_s)
        if self._thread.is_alive():
            log.warning("%s did not end within %.0f s and is abandoned", self._thread.name, limit_s)
            self._thread.name += ABANDONED

    def abandon(self) -> None:
        """Give up the thread without waiting for it: it is known to be stuck."""
        self.stop.set()
        log.warning("%s is stuck and is abandoned", self._thread.name)
        self._thread.name += ABANDONED


def abandoned() -> int:
    """Count the threads that were given up and have not ended yet."""
    return sum(thread.name.endswith(ABANDONED) for thread in threading.enumerate())


class Slot(Generic[T]):
    """Hold at most one item between two threads; a new item replaces one that was not taken yet."""

    def __init__(self) -> None:
        self._condition = threading.Condition()
        self._item: T | None = None
        self._ended = False
        self._error: Exception | None = None

    def put(self, item: T) -> None:
        """Offer an item; never blocks."""
        with self._condition:
            self._item = item
            self._condition.notify_all()

    def end(self, error: Exception | None = None) -> None:
        """Say that no more items come. An item not yet taken is still given out, before the error."""
        with self._condition:
            self._ended, self._error = True, error
            self._condition.notify_all()

    def take(self, timeout_s: float) -> T | None:
        """Wait for an item and take it; None when there was none in time.

        Raises StopIteration after the end, or the error that ended the stream.
        """
        with self._condition:
            self._condition.wait_for(lambda: self._item is not None or self._ended, timeout_s)
            if self._item is not None:
                item, self._item = self._item, None
                return item
            if self._ended:
                raise self._error or StopIteration
            return None


def _drain(slot: Slot[T], stop: threading.Event) -> Generator[T, None, None]:
    """Yield a slot's items until the stream ends or `stop` is set; raises the error that ended it."""
    while not stop.is_set():
        try:
            item = slot.take(POLL_S)
        except StopIteration:
            return
        if item is not None:
            yield item


@contextmanager
def latest(items: Iterable[T], stop: threading.Event, name: str) -> Iterator[Iterator[T]]:
    """Run an iterable on a thread of its own and give its newest items; items that nobody took in time are dropped.

    Leaving the block sets `stop`, so that every stage of the same run ends, and joins the thread. An error of the iterable
    is raised at the reader, after its last item.
    """
    slot: Slot[T] = Slot()

    def run(stop: threading.Event) -> None:
        iterator = iter(items)
        try:
            for item in iterator:
                slot.put(item)
                del item  # a slot's reader decides how long a frame lives
                if stop.is_set():
                    break
        except Exception as error:  # travels to the reader
            slot.end(error)
        else:
            slot.end()
        finally:
            if isinstance(iterator, Generator):
                iterator.close()

    with Task(run, name, stop):
        yield _drain(slot, stop)
