"""A Microsoft to test against: Entra's sign-in and Graph's contacts and drafts as real servers on this machine.

::

    @pytest.mark.loopback
    def test_a_connection_that_drops_leaves_one_draft(microsoft):
        microsoft.account("mara@harbour.example", contacts=2_500)
        token = microsoft.tokens_for("mara@harbour.example", "Contacts.Read", "Mail.ReadWrite")["access_token"]
        microsoft.fails("POST", "/v1.0/me/messages", faults.dropped_after(), nth=2)
        ...                                                    # talk to microsoft.addresses.graph
        microsoft.clock.move(minutes=10)                       # limits, tokens and search go by the test's clock
        assert microsoft.traffic.peak["mara@harbour.example"] <= 4

msal takes Microsoft's real addresses only; ``http_client=Rewritten(microsoft.addresses)`` leads them here. It goes by
the machine's clock: what it keeps is fresh however the test's clock moves, unless ``microsoft.tokens.life`` is short.
A worker in a process of its own goes by the machine's clock too; then so must its Microsoft:
``microsoft.clock = lambda: datetime.now(UTC)``.

It answers as Microsoft's pages say (each file names its own), refuses what it does not play, with 400 for options and
501 for calls, and fails the test if anything calls an address that sends or asks for the permission to.
"""
