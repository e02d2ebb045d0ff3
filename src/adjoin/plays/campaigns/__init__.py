"""What is done about an accepted recommendation, for 41 days: tasks by rules in a file, dated and with owners."""

from adjoin.plays.campaigns.planning import notes, plan
from adjoin.plays.campaigns.setting import Setting
from adjoin.plays.campaigns.settled import measure_task, pitch_task
from adjoin.plays.campaigns.written import FILE, Campaigns, campaigns_from, shipped_campaigns

__all__ = [
    "FILE",
    "Campaigns",
    "Setting",
    "campaigns_from",
    "measure_task",
    "notes",
    "pitch_task",
    "plan",
    "shipped_campaigns",
]
