"""What each picture shows, as plain values: a view holds them, and render draws them, one function per kind."""
