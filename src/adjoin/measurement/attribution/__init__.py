"""What further products began after: triggers, motions and partners from the trigger on; organic adoption apart."""
