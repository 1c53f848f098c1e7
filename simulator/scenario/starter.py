"""The scenario that `parley new` writes: small, complete, with a word on every part."""

from __future__ import annotations

_STARTER = """\
# A Parley scenario. Change it as you like; `parley validate {id}.yaml` says what is wrong, with line and column.
# docs/scenario-format.md explains every key. Paths like actors.north.cost work with --set, in sweeps and in the app.
parley: 1                       # version of the format
id: {id}
title: Two states and a valley
as_of: 2025-01-01               # nothing that the model uses may have a later source
summary: >-
  A made-up war to start from. North holds most of the valley and fights on for the rest; South has lost it and
  wants it back. A third state can press North.

clock: {{round: week, deadline: 52}}      # an offer a week for a year; the war goes on after that

protocol:
  kind: alternating_offers      # the two make offers in turn
  table: [north, south]
  first: north
  consent: {{rule: unanimity, of: [north, south]}}

territory:
  claimants: [north, south]     # a share is what the FIRST of them holds or keeps, 0 to 1
  regions:
    # A number is a bare scalar, or a value with a range and a source. A draw takes one number from the range.
    valley: {{name: The valley, area_km2: 4000, held: {{value: 0.7, low: 0.66, high: 0.74, source: assumption}}}}
    delta: {{name: The delta, area_km2: 1500, held: 0.2}}
  map: |                        # a character a cell; dots and spaces are blank
    ..VVVV...
    .VVVVVVDD
    ...VVDDDD
  legend: {{V: valley, D: delta}}

war:                            # what happens while nobody signs
  expected_rounds: {{value: 104, low: 60, high: 200, source: assumption}}
  decision: {{value: 0.25, low: 0.1, high: 0.5, source: assumption}}   # chance that it ends with a winner
  front: {{pace: 5, noise: 15, full_momentum: 60}}                   # km2 a week, gained by the first claimant

issues:                         # what is bargained over besides the land
  alliance:
    name: South's alliance
    kind: choice
    options: [member, open, neutral]
    labels: {{member: South joins, open: left open, neutral: South stays neutral}}
    no_deal: open               # how it stands while they fight
  reparations:
    name: Reparations by North
    kind: level
    range: [0, 100]
    unit: billion
    no_deal: 0

actors:
  north:
    name: North
    seat: belligerent
    patience: {{value: 0.999, low: 0.998, high: 0.9995, source: assumption}}   # discount factor a round
    cost: {{value: 0.0008, low: 0.0004, high: 0.0015, source: assumption}}     # utility lost in a week of fighting
    strength: 1.6
    optimism: {{value: 0.3, low: 0, high: 0.8, source: assumption}}            # overrates its chance to win
    # It gives way late: with an exponent above 1, over some 52 rounds.
    strategy: {{kind: concession, exponent: 2, tempo: {{value: 52, low: 40, high: 70, source: assumption}}}}
    positions:
      # what it states in public, what it never signs beyond, and how much it cares; the last two are guesses
      alliance: {{states: neutral, red_line: {{open: 0.7, neutral: 0.3}}, weight: 3, source: north-speech}}
      reparations: {{states: 0, red_line: 60, weight: 2, prefers: less}}
    land: {{states: 1, weight: 6, source: north-speech}}                       # every region, divided by area
  south:
    name: South
    seat: belligerent
    patience: {{value: 0.999, low: 0.998, high: 0.9995, source: assumption}}
    cost: {{value: 0.001, low: 0.0005, high: 0.002, source: assumption}}
    strength: 1
    optimism: {{value: 0.4, low: 0, high: 0.9, source: assumption}}
    shift: {{value: -0.05, low: -0.1, high: 0, source: assumption}}            # what it fears if war returns
    strategy: {{kind: concession, exponent: 2, tempo: {{value: 52, low: 40, high: 70, source: assumption}}}}
    positions:
      alliance: {{states: member, red_line: {{open: 0.4, member: 0.1}}, weight: 3}}
      reparations: {{states: 100, weight: 2, prefers: more}}
    land: {{states: 0, red_line: 0.9, weight: 6}}
  harbour:
    name: Harbour
    seat: backer
    backs: south                # its strength counts on South's side
    strength: 0.3

levers:                         # what third parties can do
  embargo:
    name: Embargo on North
    by: harbour
    effect: {{actors.north.cost: {{times: 1.5}}}}
    when: {{refuses: north, deal: line_of_contact, rounds: 4}}    # pulled after the fourth refusal
    chance: 0.8
  monitors: {{name: Monitors, by: harbour, effect: {{aftermath.hazard: {{times: 0.6}}}}, when: {{signed: true}}}}

deals:                          # packages with a name; what they leave out stays at no_deal, land at what is held
  line_of_contact: {{title: Freeze on the line of contact, terms: {{valley: held, delta: held, alliance: open}}}}

outcomes:                       # names for kinds of deals; the first whose conditions all hold
  land_for_peace: {{title: North keeps most of the land, when: {{retained: ">= 0.5", alliance: [open, neutral]}}}}
  withdrawal: {{title: North withdraws, when: {{retained: "< 0.5"}}}}

aftermath:                      # how long a deal holds: years, and what multiplies the risk
  scale: {{value: 10, low: 5, high: 20, source: assumption}}
  ratios:
    membership: {{ratio: 0.5, shift: 0.5, when: {{alliance: member}}}}

sources:                        # cited above by their ids; a file seeds/ID.yaml beside this one works too
  north-speech: {{title: Speech of North's president, date: 2024-11-02, confidence: known, says: The valley is ours.}}
"""


def starter(name: str) -> str:
    """The YAML text of a starter scenario with that id."""
    return _STARTER.format(id=name)
