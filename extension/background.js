/**
 * The button in the toolbar opens the panel; nothing else happens in the background.
 *
 * Listeners stand at the top, since browsers stop this script and start it again for an event.
 */

if (chrome.sidePanel) {
  void chrome.sidePanel.setPanelBehavior({ openPanelOnActionClick: true });
} else {
  chrome.action.onClicked.addListener(() => void chrome.sidebarAction?.toggle());
}
