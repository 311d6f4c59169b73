2026.10.20 14:37:51.096               Current Time Zone: W. Europe Daylight Time (2:37:51 PM)
2026.10.20 14:37:51.096         10411 [Client=Boot, Thread=1] START 
2026.10.20 14:37:51.099         10412 [Client=Boot, Thread=1] Startup Options: 
2026.10.20 14:37:51.102         10413 [Client=Boot, Thread=1] 
                                      =================================================================================================================================
                                      FileVersionInfo
                                      ---------------------------------------------------------------------------------------------------------------------------------
                                      CompanyName     | Microsoft Corporation.                                                                                         
                                      FileBuildPart   | 9104                                                                                                           
                                      FileMajorPart   | 17                                                                                                             
                                      FileMinorPart   | 2                                                                                                              
                                      FileName        | C:\Users\admin\AppData\Local\Apps\2.0\Microsoft.Online.CSE.Hybrid.Client\Microsoft.Online.CSE.Hybrid.Client.exe
                                      FilePrivatePart | 0                                                                                                              
                                      FileVersion     | 17.02.9104.000                                                                                                 
                                      InternalName    | Microsoft.Online.CSE.Hybrid.Client.exe                                                                         
                                      =================================================================================================================================
2026.10.20 14:37:51.225         10414 [Client=Boot, Thread=1] 
                                      =====================================================================================================================
                                      Boot Configuration
                                      ---------------------------------------------------------------------------------------------------------------------
                                      DateTimeUtcTicks  | 639280966710960000                                                                               
                                      ActivationUri     | https://shcwreleaseprod.blob.core.windows.net/shcw/Microsoft.Online.CSE.Hybrid.Client.application
                                      IsNetworkDeployed | False                                                                                            
                                      CurrentVersion    | 17.2.9104.0                                                                                      
                                      DataDirectory     | C:\Users\admin\AppData\Local\Apps\2.0\Microsoft.Online.CSE.Hybrid.Client\Data                    
                                      IsFirstRun        | False                                                                                            
                                      UpdatedVersion    | 17.2.9104.0                                                                                      
                                      UpdateLocation    | https://shcwreleaseprod.blob.core.windows.net/shcw/Microsoft.Online.CSE.Hybrid.Client.application
                                      =====================================================================================================================
2026.10.20 14:37:51.228         10415 [Client=Boot, Thread=1] Starting C:\Users\admin\AppData\Local\Apps\2.0\Microsoft.Online.CSE.Hybrid.Client\Microsoft.Online.CSE.Hybrid.Client.exe
2026.10.20 14:37:51.231         10411 [Client=Boot, Thread=1] FINISH Time=135.0ms
