"""Cases as data: sentences in the manner of many offices, with what is to be read from them."""
