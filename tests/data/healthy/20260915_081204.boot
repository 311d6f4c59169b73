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
2026.09.15 08:12:04.347         10411 [Client=Boot, Thread=1] FINISH Time=129.0ms
