"""What the schema cannot say: names that must exist, kinds that must fit, numbers that must agree. One rule a function.

Every rule takes a Scenario that is valid by the schema and yields a Problem for each place that breaks it.
"""
