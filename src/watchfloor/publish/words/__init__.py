"""An assessment in sentences, each with the statements it rests on."""
