"""A Google to test against: sign-in, People and Gmail's drafts as real servers on this machine.

::

    @pytest.mark.loopback
    def test_a_connection_that_drops_leaves_one_draft(google):
        google.account("mara@harbour.example", hd="harbour.example", contacts=2_500)
        token = google.tokens_for("mara@harbour.example", CONTACTS, COMPOSE)["access_token"]
        google.fails("POST", "/gmail/v1/users/*/drafts", faults.dropped_after(), nth=2)
        ...                                                    # talk to google.addresses.gmail_root
        google.clock.move(minutes=1)                           # quota, tokens and search go by the test's clock
        assert google.traffic.peak["mara@harbour.example"] <= 4

A worker in a process of its own goes by the machine's clock; then so must its Google:
``google.clock = lambda: datetime.now(UTC)``.

It answers as Google's pages say (each file names its own), knows methods, scopes and parameters from the discovery
documents, says 501 where it does not play something, and fails the test if anything calls an address that sends.
"""
