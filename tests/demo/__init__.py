"""La demostración como la usa una persona: el programa en su proceso y su página."""
