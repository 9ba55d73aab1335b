"""What every finding is about, ready to be asked: sets of findings by term, word, figure, paper and wording."""
