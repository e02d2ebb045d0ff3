DROP TABLE IF EXISTS adjoin_product_lines;
DROP TABLE IF EXISTS adjoin_mentions;
