"""What is done about an accepted recommendation, for 41 days: tasks by rules in a file, dated and with owners."""

from adjoin.plays.campaigns.planning import notes, plan
from adjoin.plays.campaigns.setting import Setting
from adjoin.plays.campaigns.written import FILE, Campaigns, campaigns_from, shipped_campaigns

__all__ = ["FILE", "Campaigns", "Setting", "campaigns_from", "notes", "plan", "shipped_campaigns"]
