/* ---
what: Ours, by id, with the names that pages show.
key: [rep_id]
columns: {as_of: , rep_id: , name: , role: , email: , calendar_url: }
--- */
SELECT as_of, rep_id, name, role, email, calendar_url
FROM known.team
