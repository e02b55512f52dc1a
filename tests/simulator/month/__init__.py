"""A month of 200 pairings, made by seed: eight things worth telling, forty that only look so.

What fans say is made as the watch reads it: who, when, about whom, of what topic, with the errors
that the judges are measured to make. What watched accounts do, what outlets write, and what is
said of namesakes are texts and acts, which go through the real pipeline. The watch, the weighing
of rumours, the budget and the outbox are the product's.
"""
