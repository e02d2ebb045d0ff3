/* ---
what: The people at an account to whom we may speak; those who left or opted out are left out.
key: [as_of, account_id, contact_id]
columns:
  as_of: date
  account_id: text
  contact_id: text
  name: of the person
  title: as the CRM says it
  department: in lower case; null where the CRM has none
  called: name and title, the title or the id where no name is known
--- */
SELECT
    as_of,
    account_id,
    contact_id,
    name,
    title,
    nullif(trim(lower(department)), '') AS department,
    CASE
        WHEN name IS NULL THEN coalesce(title, contact_id) ELSE name || coalesce(' (' || title || ')', '')
    END AS called
FROM known.contacts
WHERE left_on IS NULL AND NOT coalesce(opted_out, FALSE)
