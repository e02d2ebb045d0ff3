"""What pairs add up to: journeys of three and more, the product to begin with, links drawn against what is seen."""
