"""One run being recorded: its clock, its .log and its .xhcw, kept in step."""
import contextlib
import datetime

from . import log, xhcw

UX = (("Client", "UX"),)
WORKFLOW = (*UX, ("Page", "Configuring"), ("fn", "RunWorkflow"), ("Workflow", "Hybrid"))
SILENT = ("ExchangeCertificate", "MailboxDatabase")  # the wizard does not print these objects


class Session:
    def __init__(self, started):
        self.now = started
        self.log = []
        self.xhcw = []
        self.phase = None  # "MailFlow:CheckConfiguration" inside a phase

    def pass_time(self, milliseconds):
        self.now += datetime.timedelta(milliseconds=milliseconds)

    def say(self, number, lines, *, context=(), thread=6, level="", head=UX):
        if isinstance(lines, str):
            lines = [lines]
        where = (*head, *context, ("Thread", thread))
        self.log.append(log.entry(self.now, number, where, lines, level))
        self.pass_time(3)

    def note(self):
        if self.phase:
            self.xhcw.append(xhcw.information(self.now, self.phase))

    @contextlib.contextmanager
    def span(self, numbers, context, *, thread=6, head=UX, how="", results=()):
        """START and FINISH of something; @results is one word or none, @how what started it."""
        begun = self.now
        self.say(numbers[0], f"START {how}", context=context, thread=thread, head=head)
        yield
        lasted = round((self.now - begun) / datetime.timedelta(milliseconds=1))
        text = f"FINISH Time={log.milliseconds(lasted)}"
        if results:
            text += f" Results={results[0]}"
        self.say(numbers[1], text, context=context, thread=thread, head=head)

    def invoke(self, side, cmdlet, objects=(), *, lasts=0, warnings=(), within=(), **parameters):
        """One cmdlet and its answer; @within is the activity around it."""
        duration = lasts or 28 + 17 * len(cmdlet) % 61 + 9 * len(objects)
        context = (*within, ("Session", side), ("Cmdlet", cmdlet))
        line = xhcw.command_line(cmdlet, parameters) if parameters else ""
        self.note()
        self.say(10276, f"START {line}", context=context)
        element = xhcw.invoke(
            side, cmdlet, parameters, objects, start=self.now, duration=duration, warnings=warnings
        )
        self.xhcw.append(element)
        self.pass_time(duration)
        for text in warnings:
            provider = (("Provider", side),)
            self.say(10086, f"PowerShell Warning Record: {text}", context=provider, level="WARNING")
        finish = f"FINISH Time={log.milliseconds(duration + 3)} Results={len(objects)}"
        shown = [item for item in objects if item.noun not in SILENT]
        printed = [line for item in shown for line in log.answer(item)]
        self.say(10277, [finish, *printed], context=context)
        self.note()

    @contextlib.contextmanager
    def task(self, name):
        context = (("Task", name),)
        with self.span((10272, 10273), context, head=WORKFLOW, results=["PASSED"]):
            yield

    @contextlib.contextmanager
    def in_phase(self, task, phase, result):
        context = (("Task", task), ("Phase", phase))
        with self.span((10270, 10271), context, head=WORKFLOW, results=[result]):
            self.phase = f"{task}:{phase}"
            self.note()
            yield
        self.phase = None

    def pass_phase(self, task, phase, result):
        """A phase that runs no cmdlet."""
        with self.in_phase(task, phase, result):
            self.pass_time(1)

    def say_in_phase(self, number, lines, *more):
        task, phase = self.phase.split(":")
        context = (("Task", task), ("Phase", phase), *more)
        self.say(number, lines, context=context, head=WORKFLOW)
