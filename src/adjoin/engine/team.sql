/* ---
what: Ours, by id, with the names that pages show.
key: [rep_id]
columns: {as_of: , rep_id: , name: , role: , email: }
--- */
SELECT as_of, rep_id, name, role, email
FROM known.team
