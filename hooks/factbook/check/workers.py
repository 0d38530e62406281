"""Work on several cores: functions that run in forked copies of this process, or here if it cannot be forked."""

import gc
import multiprocessing
import os
import pickle
from collections.abc import Callable, Sequence
from multiprocessing.connection import Connection
from typing import Generic, TypeVar

Result = TypeVar("Result")
Item = TypeVar("Item")


class Task(Generic[Result]):
    """A call without arguments that runs beside this process. What it changes in memory is lost, its result is not."""

    def __init__(self, call: Callable[[], Result], *, here: bool = False) -> None:
        """Start the call; `here` leaves it to this process, when its result is asked for."""
        self._call = call
        self._process = None
        if can_fork() and not here:
            context = multiprocessing.get_context("fork")
            self._receiver, sender = context.Pipe(duplex=False)
            self._process = context.Process(target=_send, args=(sender, call), daemon=True)
            self._process.start()
            sender.close()

    def result(self) -> Result:
        """Wait for the result. Raises what the call raised."""
        if self._process is None:
            return self._call()
        try:
            succeeded, value = pickle.loads(self._receiver.recv_bytes())
        except EOFError as error:
            raise OSError("a process of this build has ended before its work was done") from error
        finally:
            self._process.join()
        if not succeeded:
            self._call()  # here too: an error from another process does not tell where it arose
            raise value
        return value  # type: ignore[no-any-return]

    def cancel(self) -> None:
        """End the process if it is still at work."""
        if self._process is not None and self._process.is_alive():
            self._process.terminate()
            self._process.join()


def _send(sender: Connection, call: Callable[[], object]) -> None:
    gc.disable()  # this process ends soon: to look for cycles in what its parent has made took a quarter of its time
    try:
        answer: tuple[bool, object] = True, call()
    except Exception as error:
        answer = False, error
    sender.send_bytes(pickle.dumps(answer))
    sender.close()


def can_fork() -> bool:
    """Return whether this system has more than one core for this process, and can copy it."""
    return "fork" in multiprocessing.get_all_start_methods() and cores() > 1


def cores() -> int:
    """Return the number of cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def shared_out(call: Callable[[Sequence[Item]], list[Result]], items: Sequence[Item]) -> list[Result]:
    """Call with a share of the items on each core, and return all results in the order of the shares."""
    count = min(cores(), len(items)) if can_fork() else 1
    shares = [items[start::count] for start in range(count)]
    tasks = [Task(lambda share=share: call(share)) for share in shares[1:]]  # type: ignore[misc]
    own = call(shares[0]) if shares else []
    return [*own, *(result for task in tasks for result in task.result())]
