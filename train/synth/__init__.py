"""Draw training people: avatars in front of a webcam, with their exact alpha."""
