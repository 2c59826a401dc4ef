"""What a notice says of itself: title, number, issuer, date, and the documents it cites."""
