"""The live preview: what an editor saves is in the browser a moment later, with what is wrong about it."""
