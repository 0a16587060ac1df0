"""Which failures are tried again, how often, and when a batch as a whole has to stop."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator

from wispcut.batch import places
from wispcut.batch.work import Outcome, Task
from wispcut.core.errors import WispcutError

AGAIN = ("worker_died", "too_long", "out_of_memory", "ai_died", "ai_failed", "not_readable", "unexpected")
"""What may pass at another try; any other reason is in the photo and stays."""

PLACE = ("not_written",)
"""What is not the photo's fault: it is tried again and never counts against it."""

Take = Callable[[], Task | None]


def worked_off(
    tasks: Iterable[Task],
    tries: int,
    tried: Callable[[Task], int],
    launch: Callable[[Take], Iterator[tuple[Task, Outcome]]],
    told: Callable[[Task, Outcome, int], object] = lambda task, outcome, tries: None,
) -> Iterator[tuple[Task, Outcome, int]]:
    """Each task with its last outcome and how often it failed, as they come.

    ``tries``: a photo that failed so often is given up. ``tried``: how often a photo failed before. ``launch``: does
    the work, see :func:`wispcut.batch.crew.crew`. ``told``: called with each failure that is tried again. Fresh
    photos go first.

    Raises ``WispcutError("not_written")`` after ``tries`` results in a row that could not be written.
    """
    fresh = iter(tasks)
    again: deque[Task] = deque()
    failures: dict[places.Place, int] = {}
    unwritten = 0

    def take() -> Task | None:
        task = next(fresh, None)
        return task if task is not None or not again else again.popleft()

    for task, outcome in launch(take):
        before = failures.pop(task.photo, None)
        failed = tried(task) if before is None else before
        unwritten = unwritten + 1 if outcome.code in PLACE else 0
        if outcome.code in PLACE:
            if unwritten >= tries:
                raise WispcutError(
                    "not_written", f"{outcome.error} The same command goes on where this stopped."
                )
        elif outcome.status == "failed":
            failed += 1
        if outcome.status == "failed" and outcome.code in AGAIN + PLACE and failed < tries:
            failures[task.photo] = failed
            again.append(task)
            told(task, outcome, failed)
            continue
        yield task, outcome, failed
