"""Numbers to pictures: where lines, bands and ticks lie. Whoever draws them escapes what they say."""
