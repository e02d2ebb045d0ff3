"""How demand answers a discount, where past discounts varied for recorded reasons; a refusal with why elsewhere."""
