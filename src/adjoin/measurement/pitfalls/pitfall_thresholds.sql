/* ---
what: >
  From which share of accounts a symptom is worth watching, and from which it is bad; under `least` accounts nothing is
  told. Judgement, not measurement: set them to what the company puts up with.
key: [symptom]
columns:
  symptom: text
  least: accounts
  watch: share, 0–1
  bad: share, 0–1
parameters:
  least: 10
  several_at_once_watch: 0.05
  several_at_once_bad: 0.15
  many_proposed_watch: 0.05
  many_proposed_bad: 0.15
  no_signal_watch: 0.33
  no_signal_bad: 0.66
  unstable_pitch_watch: 0.1
  unstable_pitch_bad: 0.25
  play_while_blocked_watch: 0.1
  play_while_blocked_bad: 0.25
  no_buyer_watch: 0.33
  no_buyer_bad: 0.66
  one_person_watch: 0.33
  one_person_bad: 0.66
  unused_after_start_watch: 0.1
  unused_after_start_bad: 0.25
  tickets_after_start_watch: 0.1
  tickets_after_start_bad: 0.25
  no_sign_on_watch: 0.25
  no_sign_on_bad: 0.5
  above_cap_watch: 0.05
  above_cap_bad: 0.15
  nothing_got_watch: 0.1
  nothing_got_bad: 0.25
  rising_discount_watch: 0.33
  rising_discount_bad: 0.66
  renewed_for_less_watch: 0.05
  renewed_for_less_bad: 0.15
  no_motion_watch: 0.1
  no_motion_bad: 0.33
  no_shared_seller_watch: 0.1
  no_shared_seller_bad: 0.33
  held_alone_watch: 0.1
  held_alone_bad: 0.33
--- */
SELECT 'several_at_once' AS symptom, $least AS least, $several_at_once_watch AS watch, $several_at_once_bad AS bad
UNION ALL
SELECT 'many_proposed' AS symptom, $least AS least, $many_proposed_watch AS watch, $many_proposed_bad AS bad
UNION ALL
SELECT 'no_signal' AS symptom, $least AS least, $no_signal_watch AS watch, $no_signal_bad AS bad
UNION ALL
SELECT 'unstable_pitch' AS symptom, $least AS least, $unstable_pitch_watch AS watch, $unstable_pitch_bad AS bad
UNION ALL
SELECT 'play_while_blocked' AS symptom, $least AS least, $play_while_blocked_watch AS watch, $play_while_blocked_bad AS bad
UNION ALL
SELECT 'no_buyer' AS symptom, $least AS least, $no_buyer_watch AS watch, $no_buyer_bad AS bad
UNION ALL
SELECT 'one_person' AS symptom, $least AS least, $one_person_watch AS watch, $one_person_bad AS bad
UNION ALL
SELECT 'unused_after_start' AS symptom, $least AS least, $unused_after_start_watch AS watch, $unused_after_start_bad AS bad
UNION ALL
SELECT 'tickets_after_start' AS symptom, $least AS least, $tickets_after_start_watch AS watch, $tickets_after_start_bad AS bad
UNION ALL
SELECT 'no_sign_on' AS symptom, $least AS least, $no_sign_on_watch AS watch, $no_sign_on_bad AS bad
UNION ALL
SELECT 'above_cap' AS symptom, $least AS least, $above_cap_watch AS watch, $above_cap_bad AS bad
UNION ALL
SELECT 'nothing_got' AS symptom, $least AS least, $nothing_got_watch AS watch, $nothing_got_bad AS bad
UNION ALL
SELECT 'rising_discount' AS symptom, $least AS least, $rising_discount_watch AS watch, $rising_discount_bad AS bad
UNION ALL
SELECT 'renewed_for_less' AS symptom, $least AS least, $renewed_for_less_watch AS watch, $renewed_for_less_bad AS bad
UNION ALL
SELECT 'no_motion' AS symptom, $least AS least, $no_motion_watch AS watch, $no_motion_bad AS bad
UNION ALL
SELECT 'no_shared_seller' AS symptom, $least AS least, $no_shared_seller_watch AS watch, $no_shared_seller_bad AS bad
UNION ALL
SELECT 'held_alone' AS symptom, $least AS least, $held_alone_watch AS watch, $held_alone_bad AS bad
