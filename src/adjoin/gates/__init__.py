"""When not to: one SQL file a gate. Each gives a verdict, a reason, and the day it lifts where that is known."""
