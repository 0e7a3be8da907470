"""What is handed out: the findings page, the workbooks and the letters."""
