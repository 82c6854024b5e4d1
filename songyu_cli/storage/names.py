"""What marks a file as a songyu ledger, known without loading the migrations themselves."""

APPLICATION_ID = 0x736F6E67  # "song"
MIGRATIONS = ("m001_first_floor", "m002_second_floor", "m003_third_floor")  # every migration ever landed, oldest first
