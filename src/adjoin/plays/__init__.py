"""Plays: the motion, the campaign with its dated tasks, what a step does, objections, and the value map."""
