"""What all parts of a run share: both sides, the recording, the results of phases."""
import datetime

from . import org, record
from .session import Session
from .sharing import Sharing
from .tenant import Tenant

PREVIOUS_DURATION = "00:01:12.4060000"
GOOD = "PASSED (Prerequisites Good)"
NOT_NEEDED = "FALSE (Configuration Good)"
NEEDED = "TRUE (Configuration Needed)"
DONE = "PASSED (Configuration Complete)"
VALID = "PASSED - (Validation Passed)"
PREREQUISITES, CHECK = "CheckPrerequisites", "CheckConfiguration"
CONFIGURE, VALIDATE = "Configure", "ValidateConfiguration"


class Steps:
    def __init__(self, story, store):
        self.story = story
        self.store = store
        self.onprem = Sharing(story, store)
        self.tenant = Tenant(story)
        self.session = Session(story.started + datetime.timedelta(milliseconds=489))
        before = self._record(story.previous, story.previous_client, PREVIOUS_DURATION)
        self.comment = before.comment()  # what OnPremisesOrganization has until the last step
        self.record = before

    def _record(self, time, client, duration):
        return record.Record(
            domain=org.DOMAINS[0],
            time=time,
            first_time=org.HYBRID_SINCE,
            client=client,
            server=org.BUILD,
            endpoint=org.ENDPOINT,
            duration=duration,
            succeeded=True,
        )

    def new_record(self, begun, duration):
        """What this run leaves; @begun is local time."""
        seconds = round(duration / datetime.timedelta(milliseconds=1)) / 1000
        minutes, rest = divmod(seconds, 60)
        text = f"00:{int(minutes):02d}:{rest:06.3f}0000"
        self.record = self._record(self.story.utc(begun), self.story.client, text)
        return self.record

    def here(self, cmdlet, objects=(), **more):
        self.session.invoke("OnPremises", cmdlet, objects, **more)

    def cloud(self, cmdlet, objects=(), **more):
        self.session.invoke("Tenant", cmdlet, objects, lasts=87 + 4 * len(objects), **more)

    def _touch(self, side, noun, name):
        """In a run that adds a domain, what it writes has changed now."""
        if self.story.added_domain:
            side.touched[noun, name] = self.story.utc(self.session.now).replace(microsecond=0)

    def _needed(self):
        return NEEDED if self.story.added_domain else NOT_NEEDED

    def _web_services(self):
        directories = self.onprem.web_services()
        self.here("Get-WebServicesVirtualDirectory", directories, ADPropertiesOnly=True)

    def _premises(self):
        premises = self.tenant.onpremises_organizations(self.comment)
        self.cloud("Get-OnPremisesOrganization", premises)

    def _certificates(self, server):
        found = self.onprem.certificates(server)
        self.here("Get-ExchangeCertificate", found, lasts=684, Server=server)
