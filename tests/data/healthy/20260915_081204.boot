2026.09.15 08:12:04.218               Current Time Zone: W. Europe Daylight Time (8:12:04 AM)
2026.09.15 08:12:04.218         10411 [Client=Boot, Thread=1] START 
2026.09.15 08:12:04.221         10412 [Client=Boot, Thread=1] Startup Options: 
2026.09.15 08:12:04.224         10413 [Client=Boot, Thread=1] 
                                      =================================================================================================================================
                                      FileVersionInfo
                                      ---------------------------------------------------------------------------------------------------------------------------------
                                      CompanyName     | Microsoft Corporation.                                                                                         
                                      FileBuildPart   | 9012                                                                                                           
                                      FileMajorPart   | 17                                                                                                             
                                      FileMinorPart   | 2                                                                                                              
                                      FileName        | C:\Users\admin\AppData\Local\Apps\2.0\Microsoft.Online.CSE.Hybrid.Client\Microsoft.Online.CSE.Hybrid.Client.exe
                                      FilePrivatePart | 0                                                                                                              
                                      FileVersion     | 17.02.9012.000                                                                                                 
                                      InternalName    | Microsoft.Online.CSE.Hybrid.Client.exe                                                                         
                                      =================================================================================================================================
2026.09.15 08:12:04.347         10414 [Client=Boot, Thread=1] 
                                      =====================================================================================================================
                                      Boot Configuration
                                      ---------------------------------------------------------------------------------------------------------------------
                                      DateTimeUtcTicks  | 639250495242180000                                                                               
                                      ActivationUri     | https://shcwreleaseprod.blob.core.windows.net/shcw/Microsoft.Online.CSE.Hybrid.Client.application
                                      IsNetworkDeployed | False                                                                                            
                                      CurrentVersion    | 17.2.9012.0                                                                                      
                                      DataDirectory     | C:\Users\admin\AppData\Local\Apps\2.0\Microsoft.Online.CSE.Hybrid.Client\Data                    
                                      IsFirstRun        | False                                                                                            
                                      UpdatedVersion    | 17.2.9012.0                                                                                      
                                      UpdateLocation    | https://shcwreleaseprod.blob.core.windows.net/shcw/Microsoft.Online.CSE.Hybrid.Client.application
                                      =====================================================================================================================
2026.09.15 08:12:04.350         10415 [Client=Boot, Thread=1] Starting C:\Users\admin\AppData\Local\Apps\2.0\Microsoft.Online.CSE.Hybrid.Client\Microsoft.Online.CSE.Hybrid.Client.exe
2026.09.15 08:12:04.353         10411 [Client=Boot, Thread=1] FINISH Time=135.0ms
