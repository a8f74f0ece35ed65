"""How the tests start Chromium."""

# No sandbox, since CI runs as root in a container; the rest keeps the browser from calling home.
# The omnibox is two pages more in each window, which nobody looks at and which cost as much as the one looked at.
# Chromium takes the last list of this name alone, so what Playwright switches off to the same ends stands here again.
SWITCHED_OFF = [
    "WebUIOmniboxPopup", "WebUIOmniboxAimPopup",
    "AvoidUnnecessaryBeforeUnloadCheckSync", "DestroyProfileOnBrowserClose", "HttpsFirstBalancedModeAutoEnable",
    "HttpsUpgrades", "LensOverlay", "MediaRouter", "NetworkTimeServiceQuerying", "OptimizationHints", "PaintHolding",
    "PreconnectToSearch", "ThirdPartyStoragePartitioning",
]  # fmt: skip
CHROMIUM_OPTIONS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
    f"--disable-features={','.join(SWITCHED_OFF)}",
]  # fmt: skip
