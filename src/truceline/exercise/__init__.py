"""Would this plan see and answer real violations, and would the truce hold?"""
