"""What a new version of the rules does to a population: for whom, by how much, by which clause."""
