2026.09.15 03:15:02.382               Current Time Zone: (UTC-05:00) Eastern Time (US & Canada) (3:15:02 AM)
2026.09.15 03:15:02.398         10411 [Client=Boot, Thread=1] START
2026.09.15 03:15:02.606         10414 [Client=Boot, Thread=1] 
                                      ====================================================================
                                      Boot Configuration
                                      --------------------------------------------------------------------
                                      DateTimeUtcTicks | 639250533025000000                               
                                      ActivationUri    | https://wizard.contoso.example/client.application
                                      CurrentVersion   | 17.2.8000.0                                      
                                      IsFirstRun       | False                                            
                                      ====================================================================
2026.09.15 03:15:02.669         10411 [Client=Boot, Thread=1] FINISH Time=272.0ms
