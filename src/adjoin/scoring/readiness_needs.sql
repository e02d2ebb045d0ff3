/* ---
what: What each product needs of an account, as one text, by which products that need the same are asked about once.
key: [product_id]
columns:
  product_id: text
  needs: its prerequisites
--- */
SELECT product_id, string_agg(need, ' | ' ORDER BY need) AS needs
FROM (SELECT DISTINCT product_id, need FROM catalog_prerequisites) AS asked
GROUP BY product_id
