"""Tests of journeys, hero products, the workflow map and pathways."""
