"""Every number that makes the demo company easy or hard to read, in one place.

These are chosen before any engine is run against the world and are not softened afterwards. Rates are per
week unless the name says otherwise; chances are for 90 days (13 weekly steps).
"""

from typing import Final

# History, in weeks before `as_of`: systems were introduced one after the other, as in a real company.
HISTORY_WEEKS: Final = 313
CONVERSATION_WEEKS: Final = 156  # interactions, tickets and events are recorded for three years
HEALTH_WEEKS: Final = 104
USAGE_WEEKS: Final = 78

# Needs: the latent cause behind every signal.
NEED_RATE: Final = 0.00095  # per account and product without any affinity
NEED_WEEKS: Final = (14, 30)  # a need lasts this long unless the product is bought
NEED_SHOWN: Final = 0.83  # needs that leave any trace at all
NEED_DELAY_WEEKS: Final = 2.5  # mean wait from the need to its first trace
FALSE_ALARM_RATE: Final = 0.0066  # per account: traces without a need
FALSE_ALARM_WEEKS: Final = (6, 18)

# Starts: 90-day chances for an ordinary account in good standing.
ALONE_IN_NEED: Final = 0.11
ALONE_WITHOUT_NEED: Final = 0.0028
APPROACH_EFFECT: Final = 6.5  # times the hazard, for 13 weeks
ACCOUNT_SPREAD: Final = 0.3  # sd of the log of an account's own readiness to buy
AFFINITY_CAP: Final = 10.0  # several affinities multiply, up to here

# What spoils an approach: its effect above 1 is multiplied by these.
SPOILED_BY_ILLNESS: Final = 0.12
SPOILED_BY_LOW_ADOPTION: Final = 0.15
SPOILED_BY_RENEWAL: Final = 0.2
SPOILED_BY_FATIGUE: Final = 0.4
# Standing also dampens what an account does on its own.
ALONE_WHEN_ILL: Final = 0.4
ALONE_WHEN_LOW: Final = 0.6

# Standing of an account.
ILLNESS_RATE: Final = 0.0045
ILLNESS_WEEKS: Final = (10, 30)
LOW_ADOPTION_SHARE: Final = 0.12
LOW_ADOPTION_RATE: Final = 0.0022
LOW_ADOPTION_RECOVERY: Final = 0.016
CHURN_AT_RENEWAL: Final = 0.05
CHURN_WHEN_ILL: Final = 0.16
CHURN_WHEN_LOW: Final = 0.1
CHURN_MONTHLY: Final = 0.009
GAP_AT_RENEWAL: Final = 0.06  # late paper: the next span begins 7 to 40 days later

# Reps: whom they approach is mostly habit.
APPROACH_RATE: Final = 0.0075
APPROACH_BY_SEGMENT: Final = (0.7, 1.3, 2.2)
APPROACH_NEAR_RENEWAL: Final = 2.0
APPROACH_ON_SIGNAL: Final = 2.5
SIGNAL_PULL: Final = 10.0  # weight of the product a signal points to when a rep chooses what to pitch

# Evidence: how often a visible need shows in each kind (false alarms: see FALSE_ALARM_THINNING).
KIND_CHANCE: Final = {
    "usage_ceiling": 0.45,
    "workaround": 0.5,
    "problem_emergence": 0.6,
    "asked": 0.28,
    "stakeholder_expansion": 0.25,
    "integration_activity": 0.2,
    "partner_signal": 0.12,
    "competitive_evaluation": 0.15,
}
FALSE_ALARM_THINNING: Final = 0.35
LATER_KIND_WEEKS: Final = 3.0  # mean wait from the first kind of trace to each further one
VAGUE_TICKET: Final = 0.2  # tickets about a need that use none of the catalog's words

# Background.
TICKET_RATE: Final = 0.012  # per account
CHAT_RATE: Final = 0.010
EVENT_RATE: Final = 0.003
TOOL_RATE: Final = 0.0015
NEWCOMER_RATE: Final = 0.002
NEWCOMER_IS_BUYER: Final = 0.06  # newcomers who carry a buyer's title without any need behind them
USAGE_SPREAD: Final = 0.06  # sd of the log of a week's quantity
ADOPTION_SPREAD: Final = 0.045
HEALTH_SPREAD: Final = 5.0
HEALTH_LAG_DAYS: Final = 21
ESCALATED_WHEN_ILL: Final = 0.55
UPSELL_CEILING: Final = 0.04  # full meters that point to no other product
TRIAL_BEFORE_START: Final = 0.1
TRIAL_AFTER_APPROACH: Final = 0.06
LOST_DEAL_LOGGED: Final = 0.4
WON_DEAL_LOGGED: Final = 0.9

# Prices of deals: nothing here changes who buys, only what is on record about it.
PRICE_SLOPE: Final = (
    3.5  # log odds of winning for each whole price given away, where the discount was drawn by lot
)
PRICE_TEST_SHARE: Final = 0.45  # of the deals that a rep began
CAMPAIGN_SHARE: Final = 0.5  # of those of them that were begun between March and May
TALKED_DOWN_SHARE: Final = (
    0.55  # of the rest of the deals beside what is held; land deals keep what they have
)
RIVAL_SHARE: Final = 0.2  # of these discounts: because of a competitor
UNEXPLAINED_SHARE: Final = 0.08  # without a reason on record; all others are negotiated
RELUCTANCE_OF_THE_LOST: Final = 0.9  # sd by which the reluctant, who get more off, are more often lost

# Packs: see `tables/packs.py` for their parts, prices and how many are never used.
PACK_AFTER_APPROACH: Final = 0.9  # share of the starts after an approach that came as a pack
PACK_WITHOUT: Final = 0.12  # and of the others

# Single sign-on, by segment; no chance depends on it.
SIGN_ON_SHARE: Final = (0.35, 0.6, 0.85)
SIGN_ON_NEW: Final = 0.2  # of those who have it: switched on within the last weeks
SIGN_ON_WEEKS: Final = 52  # how far back logins are counted
SIGN_ON_NOUGHTS: Final = 8  # weeks for which "none" is written where it is off
LOGINS_PER_SEAT: Final = 1.8

# A mailing about one product to half of those who could start it, by lot.
CAMPAIGN_WEEKS_AGO: Final = 61
CAMPAIGN_MOVES: Final = (0.0, 0.2, 0.0)  # by segment: who starts within 90 days because of it
