"""How won deals are shared out: by the rule that counted on the day each was opened, whatever came after."""
