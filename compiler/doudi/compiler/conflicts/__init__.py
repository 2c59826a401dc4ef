"""Where provisions cannot both stand, or say otherwise of one matter: shown by a household."""
