/**
 * The button in the toolbar opens the panel; nothing else happens in the background.
 *
 * Listeners stand at the top, since browsers stop this script and start it again for an event.
 */

// Chrome and Edge have the one, Firefox has the other.
const { sidePanel, sidebarAction } = chrome;

if (sidePanel) {
  void sidePanel.setPanelBehavior({ openPanelOnActionClick: true });
} else {
  chrome.action.onClicked.addListener(() => void sidebarAction?.toggle());
}
